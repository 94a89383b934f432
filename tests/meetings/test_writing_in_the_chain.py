"""What the chain is told of writing."""

import pytest

from records.models import Event
from tests import cast
from tests.meetings.writing import Desk

pytestmark = pytest.mark.django_db


def test_the_chain_takes_one_event_for_each_writer_and_five_minutes():
    cast.make_minutes(cast.make_meeting(1), text="")
    desk = Desk()
    key = desk.new("یک")["key"]
    desk.save(key, "یک و دو", version=1)
    Desk(cast.kamran()).save(key, "یک و سه", version=2)
    events = Event.objects.filter(action="minutes.edited").order_by("sequence")

    assert [(event.actor_name, event.content) for event in events] == [
        ("سارا فرضی", {"order": [key], "versions": {key: 1}}),
        ("کامران فرضی", {"order": [key], "versions": {key: 3}}),
    ]
