"""Where minutes stand on their way and what can be done with them now, as a page tells it."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.confirmation.steps import Step


@dataclass(frozen=True)
class Notice:
    """What must be known before reading. `kind` is "plain" or "warning" (brick: withdrawn, in conflict)."""

    text: str
    link_text: str = ""
    href: str = ""
    kind: str = "plain"


@dataclass(frozen=True)
class Stand:
    """The steps that the reader can take, and the pages that go with them; an empty address is one that is not his.

    The number of a line is written to `ask_href`; `corrections` is how many requests wait; `confirmed_at` is the
    meeting of the confirmation; `may_be_written`: by the reader, now.
    """

    notices: tuple[Notice, ...] = ()
    steps: tuple[Step, ...] = ()
    ask_href: str = ""
    corrections_href: str = ""
    corrections: str = ""
    changes_href: str = ""
    history_href: str = ""
    confirmed_at: str = ""
    may_be_written: bool = False
