"""Importing a document: what was understood of it before anything is saved, as plain Persian strings."""

from __future__ import annotations

from dataclasses import dataclass

from records.pager import Link


@dataclass(frozen=True)
class ImportPage:
    """The page around the form; `limits` says what is accepted («…تا ۵ مگابایت»)."""

    over: tuple[Link, ...]
    limits: str


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    selected: bool = False


@dataclass(frozen=True)
class ReviewBlock:
    """A line as it was understood: `kind` is its Persian name, `line` the line of the source in Persian digits."""

    line: str
    kind: str
    level: int
    text: str


@dataclass(frozen=True)
class ReviewTurn:
    """A turn, with a select named `field` for the person; `match` is "certain", "probable" or "new".

    `shown` are the first lines; `hidden` says what follows them («… و ۳۴۰ بند دیگر»), empty when all are shown.
    """

    number: str
    speaker: str
    post: str
    line: str
    field: str
    match: str
    match_label: str
    options: tuple[Option, ...]
    count: str
    shown: tuple[ReviewBlock, ...]
    hidden: str = ""
    error: str = ""


@dataclass(frozen=True)
class ReviewProblem:
    """A line that was not understood. A `blocks_saving` problem must be mended in the source first."""

    line: str
    what: str
    excerpt: str
    blocks_saving: bool = False


@dataclass(frozen=True)
class MentionOffer:
    """A line that names a round: ticked, it becomes a mention of it. `name` and `value` are those of the checkbox."""

    name: str
    value: str
    text: str
    round_name: str
    line: str
    checked: bool = True


@dataclass(frozen=True)
class SameFile:
    """The file was imported before: `text` says when and where, `replace_label` what replacing would do."""

    text: str
    href: str
    link_text: str
    replace_label: str = ""


@dataclass(frozen=True)
class ImportReviewPage:
    """`counts` are rows of label and number; with `refused` (why) nothing can be saved.

    The form posts to `action` with the buttons `step=save` and `step=stop`, and the checkboxes `replace` (when the same
    file was imported before, or a draft is there) and `publish` (`publish_label` is empty for those who may not).
    `replaces` says what a saved import would supersede; `error` what was wrong with the last answer.
    """

    over: tuple[Link, ...]
    title: str
    source_name: str
    encoding: str
    counts: tuple[tuple[str, str], ...]
    problems: tuple[ReviewProblem, ...]
    turns: tuple[ReviewTurn, ...]
    offers: tuple[MentionOffer, ...]
    action: str
    refused: str = ""
    same_file: SameFile | None = None
    publish_label: str = ""
    publish_checked: bool = False
    replaces: str = ""
    error: str = ""
