"""A secretary writes minutes while others speak: by keyboard, saved as it goes, without leaving the page."""

import pytest
from playwright.sync_api import expect

from tests.browser.writing import PEN, SPEAKER, begin_minutes, open_pen, said, wait_until_saved

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_turns_are_written_by_keyboard_alone_and_saved_as_they_are_written(page, live_server, sign_in):
    minutes = begin_minutes()
    open_pen(page, live_server, sign_in, minutes)
    expect(page.locator(SPEAKER)).to_be_focused()
    expect(page.locator("[data-chips] button")).to_have_count(2)
    page.keyboard.type("۱")
    page.keyboard.press("Enter")
    expect(page.locator(PEN)).to_be_focused()
    page.keyboard.type("از حاضران تشکر شد.\n- گذر شمالی:")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("با همسایگان گفت‌وگو شود.")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("برآورد هزینه")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator(SPEAKER)).to_be_focused()
    page.keyboard.type("نمونه")
    expect(page.locator("[role=listbox] [role=option]").first).to_contain_text("نمونه‌نژاد")
    page.keyboard.press("Enter")
    page.keyboard.type("موافقم.")
    wait_until_saved(page)
    assert said(minutes) == [
        (
            "فرضی‌زاده",
            [
                ("lead", 0, "از حاضران تشکر شد."),
                ("bullet", 1, "گذر شمالی:"),
                ("bullet", 2, "با همسایگان گفت‌وگو شود."),
                ("bullet", 1, "برآورد هزینه"),
            ],
        ),
        ("نمونه‌نژاد", [("lead", 0, "موافقم.")]),
    ]
    assert [turn.post_as_written for turn in minutes.turns.order_by("position")] == ["عضو فرضی‌زاده", "عضو نمونه‌نژاد"]
    rows = page.locator("ol[data-turns] li").all_inner_texts()
    assert [" ".join(row.split()) for row in rows] == ["۱ فرضی‌زاده ۴ بند", "۲ نمونه‌نژاد ۱ بند"]
    assert page.locator("[data-preview-lines] .txt").all_inner_texts() == ["موافقم."]
