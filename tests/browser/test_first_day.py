"""The first day of a secretariat, on an archive as bin/run leaves it: all of it in the browser."""

from tests.browser import test_accounts
from tests.browser.test_accounts import choose_password, made, press, sign_in
from tests.people.test_member_table import HEADS

COUNCIL = "شورای اسلامی شهر قزوین"
ALI, KAZEMI = "آقای مهندس علی کاظمی", "آقای کاظمی"  # one man whom his letter of appointment calls otherwise
SEAT = "عضو,شخصیت حقیقی,آذر ۱۴۰۵,"
ROWS = [
    *(f"خانم,نام{at},خانواده{at},{SEAT}" for at in range(2, 19)),
    f"آقای مهندس,علی,کاظمی,{SEAT}",
    f"آقای,,کاظمی,{SEAT}",
    f",,,{SEAT}",
    "خانم,رعنا,نمونه,عضو,,سیزدهم,",
    f"جناب آقای,علي,كاظمي,{SEAT}",
]

portal = test_accounts.portal  # for this module another one than for that


def members_seen(page, portal) -> list[str]:
    """The members of round five as its page names them."""
    page.goto(f"{portal.url}/rounds/5/")
    part = page.locator("section").filter(has=page.get_by_role("heading", name="اعضای این دور", exact=True))
    return part.locator("li h3").all_inner_texts()


def follow(page, words: str) -> str:
    """Follows the link of exactly these words, and returns where it led."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=words, exact=True).click()
    return page.url


def test_the_first_day_of_a_secretariat(portal, open_page, tmp_path):
    first, desk, reader = open_page(), open_page(), open_page(width=360, height=740)

    sign_in(first, portal, portal.username, portal.password)
    link = made(first, portal, "sara", "سارا نمونه", role="is_secretary")
    choose_password(desk, link)
    assert desk.url == f"{portal.url}/desk/"
    assert desk.inner_text(".head__me b") == "سارا نمونه"
    first.goto(f"{portal.url}/users/")
    row = first.locator("main li.row").filter(has_text="سارا نمونه").inner_text()
    assert "دبیرخانه" in row and "آخرین ورود" in row
    reader.goto(link)
    assert reader.inner_text("h1") == "این پیوند کار نمی‌کند", "it opens once"

    desk.goto(f"{portal.url}/bodies/new/")
    desk.fill("input[name=name]", COUNCIL)
    desk.select_option("select[name=kind]", "council")
    press(desk, "ثبت دستگاه")
    assert f"{COUNCIL} ثبت شد." in desk.inner_text("[role=status]")
    reader.goto(f"{portal.url}/bodies/")
    assert follow(reader, COUNCIL) == desk.url
    assert reader.inner_text("h1") == COUNCIL

    table = tmp_path / "members.csv"
    table.write_text("\r\n".join([HEADS, *ROWS]), "utf-8-sig")
    assert members_seen(desk, portal) == []
    press(desk, "فهرست اعضا را بنویسید")
    press(desk, "جدولی از اکسل یا CSV بیاورید")
    desk.set_input_files("input[type=file]", table)
    press(desk, "خواندن جدول")
    assert "سطرهای نادرست: سطر ۲۱، سطر ۲۲." in desk.inner_text("main .notice")
    assert f"همان سطر ۱۹ است: «{ALI}»." in desk.inner_text("#line-23")
    press(desk, "ثبت ۱۹ عضو")
    assert "۲ سطر هنوز نادرست است" in desk.inner_text("[role=alert]")
    assert members_seen(reader, portal) == [], "the whole table or nothing"
    desk.check("#leave-21")
    desk.fill("#row-22-since", "۱۴۰۵/۹/۱۳")
    press(desk, "بازبینی دوباره")
    press(desk, "ثبت ۲۰ عضو")
    assert "۲۰ عضو به دور پنجم افزوده شد." in desk.inner_text("[role=status]")
    members = members_seen(reader, portal)
    assert len(members) == len(set(members)) == 20
    assert {ALI, KAZEMI, "خانم رعنا نمونه", "خانم نام18 خانواده18"} <= set(members)

    absorbed = follow(reader, KAZEMI)
    members_seen(reader, portal)
    kept = follow(reader, ALI)
    desk.goto(absorbed)
    press(desk, "ویرایش")
    press(desk, "ادغام با شخص دیگر")
    desk.fill("input[name=other]", "علی کاظمی")
    press(desk, "دیدن آنچه جابه‌جا می‌شود")
    assert "۱ عضویت را هر دو دارند و یکی می‌شود" in desk.inner_text("main .moves")
    with desk.expect_navigation():
        desk.click("button[value=merge]")
    assert f"{KAZEMI} در {ALI} ادغام شد." in desk.inner_text("[role=status]")
    reader.goto(absorbed)
    assert (reader.url, reader.inner_text("h1")) == (kept, ALI)
    assert members_seen(reader, portal) == [name for name in members if name != KAZEMI]

    desk.goto(kept)
    press(desk, "ویرایش")
    with desk.expect_navigation():
        desk.click("#merges li a")
    press(desk, "برگرداندن ادغام")
    assert f"{KAZEMI} دوباره شخصی جداست." in desk.inner_text("[role=status]")
    reader.goto(absorbed)
    assert (reader.url, reader.inner_text("h1")) == (absorbed, KAZEMI)
    assert "دور پنجم" in reader.inner_text(".person-side")
    assert members_seen(reader, portal) == members
