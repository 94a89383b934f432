"""Which request of which page a text came in: by that a page that got no answer is known again."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENDING = re.compile(r"([0-9a-f]{8})-([0-9]{1,9})", re.ASCII)
MANY = 5  # pages whose unanswered requests one writer carries along; one that was closed leaves its own behind


@dataclass(frozen=True)
class Sending:
    """`page` is the name that a page of a browser gave itself when it was opened; its requests are numbered from 1."""

    page: str
    number: int


def read_sendings(words: str) -> tuple[Sending, ...]:
    """«1a2b3c4d-7 …»: the first few; what reads otherwise is left out, as if it had not been sent."""
    found = (_SENDING.fullmatch(word) for word in words.split()[:MANY])
    return tuple(Sending(match[1], int(match[2])) for match in found if match)
