"""Every form that sends something carries its token: a part that is included with `only` does not get it by itself."""

import re

import pytest

from tests.house.world import named_addresses

pytestmark = pytest.mark.django_db
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)


@pytest.mark.once
def test_every_form_of_every_page_carries_its_token(laid, world):
    without, seen = [], 0
    for browser in (laid.reader("secretary"), laid.reader("administrator")):
        asked = [*world.args, *((name, "") for name, arguments, _ in named_addresses() if not arguments)]
        for name, which in dict.fromkeys(asked):
            if name.startswith("admin:"):
                continue
            answer = browser.get(world.address(name, which))
            if answer.status_code != 200 or not answer.headers.get("Content-Type", "").startswith("text/html"):
                continue
            forms = [
                form for form in FORM.findall(answer.content.decode()) if 'method="post"' in form.partition(">")[0]
            ]
            seen += len(forms)
            without += [f"{name}: {form[:120]}" for form in forms if "csrfmiddlewaretoken" not in form]
    assert without == []
    assert seen > 30
