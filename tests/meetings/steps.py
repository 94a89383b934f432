"""How tests take the steps of minutes: as somebody does in the browser, with the form that the page holds."""

from tests import cast
from tests.forms import fields_of

MEETING = "/meetings/5/1/"
DRAFT = f"{MEETING}draft/"
REASON = {"reason": "نامی جا افتاده بود"}


def submit(client, address: str, form: int = 0, to: str = "", **typed: object):
    """Open the page, fill in its form with that number, send it; the answer, not followed."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    fields = {name: values[-1] for name, values in fields_of(page, form).items()}
    with cast.unset_papers():
        return client.post(to or address, {**fields, **typed})


def done(answer, words: str, client) -> str:
    """The step was taken; the page to which it leads, which says so."""
    assert answer.status_code == 302, answer.content.decode()[:20_000]
    page = client.get(answer["Location"]).content.decode()
    assert words in page
    return page


def send(client, draft: str = DRAFT):
    return submit(client, draft, to=f"{draft}send/")
