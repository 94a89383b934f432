"""The file field in Persian: dressed by a script, and still a file field for the keyboard and without the script."""

from tests.cast import sara


def test_the_file_field_says_in_persian_what_was_chosen(page, live_server, sign_in, tmp_path):
    document = tmp_path / "صورت‌جلسه.txt"
    document.write_text("متن", encoding="utf-8")
    sign_in(page, sara())
    page.goto(f"{live_server.url}/import/")
    shown = page.locator(".file-field")
    assert shown.inner_text().split("\n") == ["برگزیدن پرونده", "پرونده‌ای برگزیده نشده است"]
    page.set_input_files("#id_file", document)
    assert "صورت‌جلسه.txt" in shown.inner_text()


def test_the_dressed_field_can_be_reached_and_opened_by_keyboard(page, live_server, sign_in):
    sign_in(page, sara())
    page.goto(f"{live_server.url}/import/")
    page.locator("#id_file").focus()
    with page.expect_file_chooser():
        page.evaluate("1")  # the browser has heard by then that somebody waits for the chooser
        page.keyboard.press("Enter")
