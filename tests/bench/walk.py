"""A walk over every page that a reader can reach by links: all of them, or of each kind a seeded choice.

A kind is the name of the address with the names of what its query asks for: `meeting`, `meetings ?page`,
`commitments ?body&state`. Lists that are narrowed have more addresses than anybody could open; their kinds are bounded.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

LEFT_ALONE = {"account_logout"}  # the page is opened by tests/browser/test_pages.py; here it would be asked for twice
# The home page, and what is asked for by typing rather than by a link.
STARTS = ("/", "/search/?q=بازار", "/search/?q=محمد", "/search/?q=ندارد", "/people/?q=رضا")
FILES = 5  # papers of one kind that are made and fetched
HREF = re.compile(r"""<a\b[^>]*?\bhref="([^"]*)\"""")


@dataclass(frozen=True)
class Step:
    """A page that was opened: its kind, its address (where it led to, if it led on), and the answer."""

    kind: str
    path: str
    answer: HttpResponse

    @property
    def is_page(self) -> bool:
        return self.answer.get("Content-Type", "").startswith("text/html")


def kind_of(path: str) -> str:
    """The kind of page that lies at `path`; "(nothing)" where the portal has no such address."""
    address, _, query = path.partition("?")
    try:
        name = resolve(unquote(address)).view_name
    except Resolver404:
        return "(nothing)"
    keys = sorted({key for key, value in parse_qsl(query) if value})
    return f"{name} ?{'&'.join(keys)}" if keys else str(name)


def is_file(kind: str) -> bool:
    """Is it a paper or a table, rather than a page? Known by the name of its address, before it is opened."""
    name = kind.partition(" ")[0]
    return name.endswith(("_pdf", "_word", "_csv", "_xlsx", "_source", "attachment", "_evidence", "_reply"))


def links(path: str, html: str) -> list[str]:
    """The addresses on our own site that a page links to, without fragments, in the order of the page."""
    found = []
    for href in HREF.findall(html):
        parts = urlsplit(urljoin(f"http://testserver{path}", unescape(href)))
        if parts.scheme in ("http", "https") and parts.netloc == "testserver":
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return list(dict.fromkeys(found))


def walk(client: Client, *, each: int, seed: int) -> Iterator[Step]:
    """Opens what links lead to from `STARTS`, of each kind at most `each`, chosen by `seed`. Files are steps too."""
    lots: dict[str, set[str]] = defaultdict(set)
    for start in STARTS:
        lots[kind_of(start)].add(start)
    seen: set[str] = set(STARTS)
    opened: dict[str, int] = defaultdict(int)

    def lot(path: str) -> str:
        return hashlib.sha256(f"{seed} {path}".encode()).hexdigest()

    while True:
        waiting = [
            kind
            for kind, paths in lots.items()
            if paths and opened[kind] < (min(each, FILES) if is_file(kind) else each)
        ]
        if not waiting:
            return
        # Lists that go on come first, so that the choice of records is made from all that they name.
        kind = min(waiting, key=lambda kind: ("?" not in kind, opened[kind], kind))
        path = min(lots[kind], key=lot)
        lots[kind].remove(path)
        opened[kind] += 1
        answer = client.get(path, follow=True)
        if getattr(answer, "redirect_chain", None):
            path = answer.redirect_chain[-1][0].partition("#")[0]
            kind = kind_of(path)
        step = Step(kind, path, answer)
        if step.is_page:
            for found in links(path, answer.content.decode()):
                name = kind_of(found)
                if found not in seen and name.partition(" ")[0] not in LEFT_ALONE and not name.startswith("admin:"):
                    seen.add(found)
                    lots[name].add(found)
        yield step
