"""The secretariat keeps persons, bodies and rounds in a real browser: no shell, no back door."""

import pytest

from people.models import Body, Membership, Merge, Person
from tests import cast
from tests.browser.keyboard import tab_to
from tests.browser.watch import axe_violations, sideways_scrolling
from tests.markup import parse_errors
from tests.people.test_member_table import HEADS

LONG = "دبیرخانه هماهنگی و پیگیری مصوبات کارگروه‌های تخصصی شهر نمونه و شهرستان‌های پیرامون آن" * 2


def press(page, words):
    with page.expect_navigation():
        page.locator("main").locator("a, button").filter(has_text=words).first.click()


def look(page, what):
    """The page as it stands, wide, narrow and dark: nothing for axe to object to, nothing beyond the edge."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe_violations(page) == [], (what, width)
        assert sideways_scrolling(page) == [], (what, width)
    page.emulate_media(color_scheme="dark")
    assert axe_violations(page) == [], (what, "dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert parse_errors(page.content().encode()) == [], what


@pytest.fixture
def desk(page, live_server, sign_in):
    """The desk of the secretariat, on an archive with the fifth round open."""
    cast.make_round(5)
    sign_in(page, cast.sara())
    page.goto(live_server.url)
    return page


def test_the_city_council_is_added(desk, live_server):
    desk.goto(f"{live_server.url}/bodies/")
    press(desk, "دستگاه تازه")
    look(desk, "a new body")
    desk.fill("input[name=name]", "شورای اسلامی شهر قزوین")
    desk.select_option("select[name=kind]", "council")
    press(desk, "ثبت دستگاه")
    assert desk.inner_text("h1") == "شورای اسلامی شهر قزوین"
    body = Body.objects.get()
    assert desk.url == live_server.url + body.get_absolute_url()
    press(desk, "ویرایش")
    desk.fill("input[name=parent]", "شورای اسلامی شهر قزوین")
    press(desk, "ثبت دستگاه")
    assert "خود زیرمجموعه همین دستگاه است" in desk.inner_text("form .invalid-feedback")
    look(desk, "a refused body")


def test_round_five_gets_twenty_members_from_a_file(desk, live_server, tmp_path):
    lines = [f"آقای,نام{at},خانواده{at},عضو,شخصیت حقیقی,آذر ۱۴۰۵," for at in range(1, 21)]
    lines += [",,,عضو,,,", f"خانم,رعنا,{LONG[:70]},عضو,,سیزدهم,", "مهندس,نام۳,خانواده۳,عضو,,,"]
    table = tmp_path / "members.csv"
    table.write_text("\r\n".join([HEADS, *lines]), "utf-8-sig")
    desk.goto(f"{live_server.url}/rounds/5/")
    press(desk, "فهرست اعضا را بنویسید")
    press(desk, "جدولی از اکسل یا CSV بیاورید")
    look(desk, "the file")
    desk.set_input_files("input[type=file]", table)
    press(desk, "خواندن جدول")
    look(desk, "the review")
    press(desk, "ثبت ۲۰ عضو")
    assert "۲ سطر هنوز نادرست است" in desk.inner_text("[role=alert]")
    assert Membership.objects.count() == 0
    desk.check("#leave-22")
    desk.fill("#row-23-since", "۱۴۰۵/۹/۲")
    press(desk, "بازبینی دوباره")
    press(desk, "ثبت ۲۱ عضو")
    assert "۲۱ عضو به دور پنجم افزوده شد." in desk.inner_text("[role=status]")
    assert Membership.objects.count() == 21
    look(desk, "the members")


@pytest.mark.parametrize("scripts", [True, False])
def test_members_are_typed_by_keyboard_alone(open_page, live_server, sign_in, scripts):
    cast.make_round(5)
    desk = open_page(java_script_enabled=scripts)
    sign_in(desk, cast.sara())
    desk.goto(f"{live_server.url}/rounds/5/members/")
    tab_to(desk, "#id_new-1-honorific")
    for at in range(1, 8 if scripts else 6):
        for word in ("خانم", f"نام{at}"):
            desk.keyboard.insert_text(word)
            desk.keyboard.press("Tab")
        desk.keyboard.insert_text(f"خانواده{at}")
        if scripts:
            desk.keyboard.press("Enter")
        elif at < 5:
            for _ in range(3):
                desk.keyboard.press("Tab")
    with desk.expect_navigation():
        desk.keyboard.press("Control+Enter" if scripts else "Enter")
    assert desk.inner_text("h1") == "بازبینی اعضای دور پنجم"
    tab_to(desk, "button[value=save]")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    count = 7 if scripts else 5
    assert [str(seat.person) for seat in Membership.objects.order_by("id")] == [
        f"خانم نام{at} خانواده{at}" for at in range(1, count + 1)
    ]
    look(desk, "the members") if scripts else None


def test_a_person_is_merged_and_parted_again(desk, live_server):
    kept, absorbed = cast.make_person("ظاهر", "علی", honorific="مهندس"), cast.make_person("ظاهر", "", honorific="آقای")
    Membership.objects.create(person=absorbed, round=cast.make_round(5))
    desk.goto(live_server.url + absorbed.get_absolute_url())
    press(desk, "ویرایش")
    look(desk, "a person")
    press(desk, "ادغام با شخص دیگر")
    look(desk, "whom to merge with")
    desk.fill("input[name=other]", "علی ظاهر")
    press(desk, "دیدن آنچه جابه‌جا می‌شود")
    look(desk, "what moves")
    with desk.expect_navigation():
        desk.click("button[value=merge]")
    look(desk, "a merge")
    assert Membership.objects.get().person == kept
    desk.goto(live_server.url + absorbed.get_absolute_url())
    assert desk.inner_text("h1") == "مهندس علی ظاهر"
    desk.goto(f"{live_server.url}/people/merges/{Merge.objects.get().pk}/")
    press(desk, "برگرداندن ادغام")
    assert "دوباره شخصی جداست" in desk.inner_text("[role=status]")
    assert Membership.objects.get().person == absorbed


def test_pages_full_of_long_words_stay_within_their_edges(desk, live_server):
    person = cast.make_person(LONG[:80], LONG[:80], honorific=LONG[:40])
    Membership.objects.create(person=person, round=cast.make_round(5))
    person.names.create(written=LONG, confidence="certain")
    person.posts.create(title=LONG[:150], body=cast.make_body(LONG))
    round = cast.make_round(5)
    round.foci.create(title=LONG)
    for path in ("edit/", "posts/new/", "merge/"):
        desk.goto(f"{live_server.url}/people/{person.pk}/{path}")
        look(desk, path)
    for path in ("/rounds/5/edit/", "/rounds/5/members/", "/rounds/new/", "/people/new/"):
        desk.goto(live_server.url + path)
        look(desk, path)
    assert Person.objects.count() == 1
