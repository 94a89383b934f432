"""Importing a document with `import_document`."""

import io
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from meetings.confirmation import publication
from meetings.models import Meeting, Minutes
from people.models import Person
from records.models import Event
from tests import cast

DOCUMENT = """متن بالای صفحه

**مهندس رضا نمونه (شهردار شهر نمونه):** سخن را آغاز کرد.

- در دور سوم نوزده جلسه برگزار شد:
\t- ده جلسه در تالار شهر

\t- نه جلسه در دانشگاه
- مسولیتهای دبیر خانه و پیشنهاد گرانبهائی روشن شد

گام بعدی:

- گزارش هر فصل منتشر شود.

پایان سخن.

**خانم زهرا مثال:** درباره دور اول و دوم گفت.
"""


def run(path, *options: str, round: int = 5, number: int = 1) -> str:
    out = io.StringIO()
    with patch.object(publication, "minutes_pdf", return_value=cast.PDF):
        call_command("import_document", str(path), f"--round={round}", f"--number={number}", *options, stdout=out)
    return out.getvalue()


def refuses(path, match: str, *options: str, **meeting: int) -> None:
    before = (Meeting.objects.count(), Minutes.objects.count(), Person.objects.count(), Event.objects.count())
    with pytest.raises(CommandError, match=match):
        run(path, *options, **meeting)
    assert before == (Meeting.objects.count(), Minutes.objects.count(), Person.objects.count(), Event.objects.count())
