"""From the whole archive to the home page, for one reader."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from meetings.models import Minutes
from meetings.rounds_of import time_line
from persian.jalali import long_date
from persian.numbers import cardinal_words, persian_digits
from qazvin20.home import Holding, HomePage, NewsRow, Way
from qazvin20.ledger import Mark
from qazvin20.ledger_of import statement_marks, theme_marks
from records.pager import Link

NEWS = 5


def home_page(user: object) -> HomePage:
    rounds = time_line(user)
    closed = sum(line.total for line in rounds if not line.is_open)
    open_ = sum(line.total for line in rounds if line.is_open)
    held = sum(len(line.held) for line in rounds)
    themes, statements = theme_marks(user), statement_marks(user)
    return HomePage(
        time_title=f"{cardinal_words(len(rounds))} دور، در یک خط" if rounds else "دورها",
        rounds=rounds,
        said_by=_said_by([line.said_by for line in rounds]),
        news=tuple(_news(user)),
        holdings=(
            Holding(
                "صورتجلسه",
                held,
                max(closed + open_, held),
                "bar",
                f"{persian_digits(closed)} جلسه دورهای پایان‌یافته و {persian_digits(open_)} جلسه دور جاری",
                reverse("meetings") + "?held=1",
            ),
            _holding("بیانیه", statements, "leaves", reverse("statements")),
            _holding("عنوان موضوعات تحول‌گرا", themes, "stars", reverse("themes")),
        ),
        ways=(
            Way("دورها", reverse("rounds"), "آنچه هر سخنران درباره هر دور گفته است، کنار هم"),
            Way("جلسات", reverse("meetings"), "همه جلسه‌ها، به ترتیب دور و شماره"),
            Way("انتظارات و پیشنهادها", reverse("points"), "آنچه در جلسات از شهر خواسته و به شهر پیشنهاد شده است"),
            Way("بیانیه‌ها", reverse("statements"), "آنچه کارگروه به شهر گفته است، به شماره"),
            Way("موضوعات", reverse("themes"), "بیست موضوع تحول‌گرا، پروژه‌ها و بودجه آن‌ها"),
            Way("اصناف", reverse("guilds"), "خواسته‌های هر صنف و پاسخی که گرفته است"),
            Way("تعهدات", reverse("commitments"), "که چه را پذیرفته و کار به کجا رسیده است"),
            Way("اشخاص", reverse("people"), "که بوده‌اند و چه گفته‌اند"),
            Way("راستی‌آزمایی", reverse("verify"), "این سند اصیل است؟"),
        ),
    )


def _holding(label: str, marks: Sequence[Mark], picture: str, href: str) -> Holding:
    return Holding(label, sum(mark.is_held for mark in marks), len(marks), picture, href=href)


def _said_by(lines: list[Link | None]) -> Link | None:
    return next((line for line in lines if line is not None), None)


def _news(user: object) -> list[NewsRow]:
    newest = (
        Minutes.objects.newest_published_for(user)
        .select_related("meeting__round", "edition")
        .prefetch_related("turns")
        .order_by("-edition__issued_at", "-id")[:NEWS]
    )
    return [
        NewsRow(
            kind="صورتجلسه",
            title=str(minutes),
            href=minutes.get_absolute_url(),
            about=_speakers(minutes),
            date=long_date(timezone.localtime(minutes.edition.issued_at).date()) if minutes.edition else "",
            is_summary=minutes.is_summary,
        )
        for minutes in newest
    ]


def _speakers(minutes: Minutes) -> str:
    names = list(dict.fromkeys(turn.speaker_as_written for turn in minutes.turns.all() if turn.speaker_as_written))
    if not names:
        return ""
    if len(names) > 3:
        return f"سخنان {'، '.join(names[:3])} و {persian_digits(len(names) - 3)} تن دیگر"
    return f"سخنان {'، '.join(names[:-1])} و {names[-1]}" if len(names) > 1 else f"سخنان {names[0]}"
