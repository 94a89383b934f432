"""The pages of a long list."""

from records.pager import GAP, pager


def href(page):
    return f"?page={page}"


def test_a_single_page_needs_no_pager():
    assert pager(1, 1, href) is None
    assert pager(1, 0, href) is None


def test_the_first_page_has_nothing_before_it():
    first = pager(1, 3, href)
    assert first.previous_href == ""
    assert first.next_href == "?page=2"
    assert first.summary == "صفحه ۱ از ۳"
    assert [(link.label, link.href, link.is_current) for link in first.pages] == [
        ("۱", "?page=1", True),
        ("۲", "?page=2", False),
        ("۳", "?page=3", False),
    ]


def test_far_pages_are_left_out_but_for_the_first_and_the_last():
    middle = pager(10, 21, href)
    assert [link.label for link in middle.pages] == ["۱", GAP, "۸", "۹", "۱۰", "۱۱", "۱۲", GAP, "۲۱"]
    assert [link.label for link in middle.pages if link.is_current] == ["۱۰"]


def test_the_last_page_has_nothing_after_it():
    last = pager(21, 21, href)
    assert last.next_href == ""
    assert last.previous_href == "?page=20"
