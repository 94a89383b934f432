"""Documents for pages to be tried with. Everything in them is invented."""

from persian.numbers import persian_digits

LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
UNBROKEN = (LETTERS * 7)[:200]  # a name of 200 letters without a place to break
WORDLESS = (LETTERS * 626)[:20_000]  # as long as a block may be, without a place to break
LATIN = "https://www.example.org/" + "very-long-address/" * 20

# Three speakers, 27 bullets on two levels, one sub-heading, one paragraph; two lines name a round.
OPENING = """**دکتر بهرام نمونه (رئیس شورای نمونه):** نشست را با یاد خدا آغاز کرد.

- در دور نخست درباره باغ‌ها گفت‌وگو شد:
  - باغ‌های شمالی آب می‌خواهند
  - باغ‌های جنوبی دیوار می‌خواهند
- بازار کهن کف‌پوش تازه می‌خواهد
- برای کودکان جای بازی کم است
- کتابخانه‌ها تا شب باز بمانند
- از همراهی اصناف سپاسگزاری کرد

کارهای پیش رو:

- فهرست کوچه‌های تاریک
- نقشه درختان کهن
- دفتر یادداشت محله‌ها

**خانم پروین مثال:** گزارش یک سال را خواند.

- در دور دوم بیست‌ونه پیشنهاد رسید:
  - نُه پیشنهاد از دانشجویان
  - ده پیشنهاد از بازاریان
  - ده پیشنهاد از پزشکان
- پیشنهادها را سه گروه خوانده‌اند
- هر گروه گزارش جدا نوشته است
- گزارش‌ها هنوز ابلاغ نشده‌اند
- از دبیر‌خانه خواست آن‌ها را یک‌دست کند
- از هیچ‌کس نامی بی‌اجازه نیاید

این بخش از گزارش به نشست آینده ماند.

**آقای کوروش فرضی:** درباره آب سخن گفت.

- قنات‌ها لایروبی نشده‌اند:
  - قنات بالا
  - قنات پایین
- هر محله یک میراب دارد
- سهم آب هر باغ نوشته شود
- آب‌نماهای خشک کنار گذاشته شوند
- گزارش فصل را بخوانند
- نشست بعد در باغ باشد
"""

# Lines before a speaker, tables and tags, which a human should look at.
PUZZLING = (
    "سخنی پیش از آنکه کسی نام برده شود\n\n"
    "| ستون | ستون |\n|---|---|\n<div>برچسب</div>\n"
    f"{OPENING}\n```\nحصار\n```\n![نگاره](x.png)\n> نقل\n"
)


def long_paper() -> str:
    """A name of 200 letters, a block of 20,000 without a space, and a list of 60 bullets on nine levels."""
    deep = [persian_digits(f"{'  ' * (at % 9)}- زیربندِ پایه {at % 9 + 1} که در دور سوم گفته شد") for at in range(60)]
    return "\n".join(
        [
            f"**{UNBROKEN} ({UNBROKEN[::-1]}):** {UNBROKEN * 3}",
            WORDLESS,
            f"- در دور دوم {WORDLESS[:5_000]}",
            f"- {LATIN}",
            "",
            *deep,
            "",
            f"**{UNBROKEN[:150]}:**",
            "- " + "جمله‌ای بلند که در میان آن جای شکستن هست، " * 200,
        ]
    )


def many_blocks(turns: int = 50, bullets: int = 9) -> str:
    """`turns` speakers, each with a lead and so many bullets."""
    return persian_digits(
        "\n".join(
            f"**سخنران شماره {turn} (سمت شماره {turn}):** سخن نوبت {turn} آغاز شد.\n"
            + "\n".join(
                f"{'  ' * (at % 3)}- بند {at} از نوبت {turn} درباره کوچه‌ها و باغ‌های شهر" for at in range(bullets)
            )
            for turn in range(1, turns + 1)
        )
    )
