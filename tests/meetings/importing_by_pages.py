"""Importing a document at `/import/`."""

from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.confirmation import publication
from meetings.models import Meeting, Minutes
from people.models import Person
from records.models import Event
from tests import cast
from tests.forms import fields_of
from tests.markup import parse_errors

TEXT = """متن بالای صفحه

**مهندس رضا نمونه (شهردار شهر نمونه):** سخن را آغاز کرد.

- در دور سوم نوزده جلسه برگزار شد:
  - مسولیتهای دبیر خانه روشن شد

**نکته:** یادداشت دبیرخانه است.

- دور اول و دوم نیز یاد شد.
"""


def hand_in(client, text: str = TEXT, file: bytes | None = None, name: str = "سند.md", **changes):
    given = {"round": cast.make_round(5).pk, "number": "1", "text": text, **changes}
    if file is not None:
        given = {**given, "text": "", "file": SimpleUploadedFile(name, file)}
    return client.post("/import/", given)


def review(client, text: str = TEXT, **changes) -> tuple[str, dict[str, list[str]]]:
    """The address of the review of `text`, and its form as the page gives it."""
    address = hand_in(client, text, **changes)["Location"]
    return address, fields_of(client.get(address))


def save(client, address: str, fields: dict, **changes):
    with patch.object(publication, "minutes_pdf", return_value=cast.PDF):
        return client.post(address, {**fields, "step": "save", **changes})


def says(response, *phrases: str, status: int = 200) -> str:
    assert response.status_code == status
    page = response.content.decode()
    assert parse_errors(page) == []
    for phrase in phrases:
        assert phrase in page
    return page


def nothing_was_saved() -> bool:
    return not any(model.objects.exists() for model in (Meeting, Minutes, Person, Event))
