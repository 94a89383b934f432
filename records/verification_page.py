"""The page that tells whether a document is genuine, as plain Persian strings."""

from __future__ import annotations

from dataclasses import dataclass

from records.pager import Link


@dataclass(frozen=True)
class EditionFound:
    """What was issued under a code. `superseded_by` leads to the edition in force if this one is not, `replaced_by` to
    the record that took this one's place; `withdrawn` is why it was taken back, `for_members_since` the day from which
    on it is no longer shown to everyone.
    """

    what: str
    name: str
    code: str
    published_on: str
    by: str
    sha256: str
    href: str
    pdf_href: str
    word_sha256: str = ""
    word_href: str = ""
    is_summary: bool = False
    superseded_by: Link | None = None
    replaced_by: Link | None = None
    withdrawn: str = ""
    for_members_since: str = ""


@dataclass(frozen=True)
class VerifyPage:
    """`code` is what was asked about; `edition` is None when nothing was issued under it.

    `comparison` is the answer for a PDF that was dropped in: "" before, then "equal", "different", "not_a_pdf",
    "too_large" or "nothing" (no file came); `compared_name` is the name of that file.
    """

    over: tuple[Link, ...]
    code: str = ""
    edition: EditionFound | None = None
    comparison: str = ""
    compared_name: str = ""
    form_action: str = ""
    compare_action: str = ""
