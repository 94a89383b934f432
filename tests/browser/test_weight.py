"""What pages weigh on the line, compressed, fonts included."""

import pytest

from tests.browser.test_serving import FIRST_VISIT, NEXT_PAGE
from tests.browser.watch import transferred

# Home has a face of its own for the name; of the meetings one has a page of text, one everything, one 500 lines.
FIRST = ["/", "/meetings/5/1/", "/meetings/5/2/", "/meetings/5/4/"]
NEXT = ["/rounds/", "/rounds/1/", "/meetings/", "/meetings/5/2/", "/people/", "/people/{speaker}/", "/v/{full}/"]


@pytest.mark.parametrize("path", FIRST)
def test_a_first_visit_is_light(filled, page, path):
    moved = transferred(page, filled.address(path))
    print(f"first visit to {path}: {moved:,} bytes")
    assert 60_000 < moved <= FIRST_VISIT


def test_every_next_page_is_light(filled, page):
    page.goto(f"{filled.url}/meetings/5/1/", wait_until="networkidle")
    moved = {path: transferred(page, filled.address(path)) for path in NEXT}
    print(moved)
    assert {path: weight for path, weight in moved.items() if not 500 < weight <= NEXT_PAGE} == {}


def test_a_page_seen_before_moves_next_to_nothing_but_itself(filled, page):
    first = transferred(page, f"{filled.url}/meetings/5/2/")
    alone = len(page.request.get(f"{filled.url}/meetings/5/2/").body())
    again = transferred(page, f"{filled.url}/meetings/5/2/")
    assert again < alone + 2_000 < first
