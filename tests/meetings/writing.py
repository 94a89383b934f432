"""Minutes that are written in the tests of writing: addresses, what a script and a form send, what they get."""

import json
from uuid import UUID, uuid4

from django.urls import reverse

from meetings.models import Minutes, Turn
from tests import cast

JSON = "application/json"


class Desk:
    """A writer at the page of meeting 1 of round 5, by script (`send`) or by plain form (`submit`)."""

    def __init__(self, user=None, meeting=None, **options) -> None:
        self.browser = cast.client_for(user or cast.sara(), **options)
        self.address = (5, meeting.number if meeting else 1)

    @property
    def base(self) -> str:
        return reverse("meeting_write", args=self.address)

    def at(self, name: str, key) -> str:
        return reverse(name, args=[*self.address, key])

    def get(self, address: str, **query):
        answer = self.browser.get(address, query, headers={"accept": JSON})
        return answer.status_code, read(answer)

    def post(self, address: str, **fields):
        answer = self.browser.post(address, fields, headers={"accept": JSON})
        return answer.status_code, read(answer)

    def save(self, key, text: str, version: int = 0, **fields):
        return self.post(self.at("turn", key), text=text, version=version, **fields)

    def new(self, text: str, **fields) -> dict:
        status, answer = self.save(uuid4(), text, **fields)
        assert status == 200, answer
        return answer

    def submit(self, key, text: str, version: int = 0, **fields):
        return self.browser.post(self.at("turn", key), {"text": text, "version": version, **fields})

    def page(self, **query) -> str:
        answer = self.browser.get(self.base, query)
        assert answer.status_code == 200
        return answer.content.decode()


def read(answer):
    return json.loads(answer.content) if answer["Content-Type"].startswith(JSON) else answer.content.decode()


def turns(minutes: Minutes) -> list[tuple[str, list[str]]]:
    """Speaker and texts of each turn, in order."""
    return [
        (turn.speaker_as_written, [block.text for block in turn.blocks.order_by("position")])
        for turn in minutes.turns.order_by("position")
    ]


def the_turn(key) -> Turn:
    return Turn.objects.get(key=UUID(str(key)))


def lines(key) -> list[tuple[str, int, str]]:
    """Kind, level and text of the turn's lines; their positions run from 1."""
    blocks = list(the_turn(key).blocks.order_by("position"))
    assert [block.position for block in blocks] == list(range(1, len(blocks) + 1))
    return [(block.kind, block.level, block.text) for block in blocks]
