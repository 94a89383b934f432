"""What saving a turn costs in a meeting of 10 turns and of 100: it should be the same.

python -m tests.bench.writing in an empty data folder (QAZVIN20_DATA). The figures are of one process without a network;
they are for comparing with each other, and test nothing.
"""

import sys
from statistics import median
from time import perf_counter

from tests.browser import archive  # noqa: F401  # isort: skip  (sets Django up)

from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from meetings.models import Minutes
from tests import cast
from tests.meetings.writing import Desk

LINES = 10
TIMES = 60
SIZES = (10, 100)


def fill(number: int, turns: int) -> Minutes:
    lines = "\n".join(f"- بند {line} از سخنان این نوبت، که یک سطر تمام است." for line in range(LINES))
    return cast.make_minutes(
        cast.make_meeting(number), "".join(f"**آقای نمونه:** سخن\n\n{lines}\n\n" for _ in range(turns))
    )


class Writer:
    """Somebody who writes on in the middle turn of a meeting."""

    def __init__(self, minutes: Minutes) -> None:
        self.desk = Desk(meeting=minutes.meeting)
        count = minutes.turns.count()
        turn = minutes.turns.get(position=count // 2)
        self.key, self.version, self.speaker = turn.key, 1, turn.speaker_as_written
        self.text = self.desk.get(self.desk.at("turn", turn.key))[1]["text"]

    def save(self) -> float:
        """Seconds that it takes to save one more word in the last line."""
        self.text += " واژه"
        begun = perf_counter()
        status, answer = self.desk.save(self.key, self.text, version=self.version, speaker=self.speaker)
        took = perf_counter() - begun
        assert status == 200, answer
        self.version = answer["version"]
        return took


def main() -> None:
    call_command("prepare", stdout=sys.stderr)
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        writers = [Writer(fill(100 + number, turns)) for number, turns in enumerate(SIZES)]
        queries = []
        for writer in writers:
            writer.save()  # this one writes the event of the first five minutes
            with CaptureQueriesContext(connection) as captured:
                writer.save()
            queries.append(len(captured))
        took: list[list[float]] = [[] for _ in writers]
        for _ in range(TIMES):  # by turns, so that both meet the same machine
            for times, writer in zip(took, writers, strict=True):
                times.append(writer.save())
    for turns, times, asked in zip(SIZES, took, queries, strict=True):
        print(f"{turns:4} turns: {1000 * median(times):6.1f} ms, {asked} queries")
    print(f"median of {SIZES[1]} turns to that of {SIZES[0]}: {median(took[1]) / median(took[0]):.2f}")


if __name__ == "__main__":
    main()
