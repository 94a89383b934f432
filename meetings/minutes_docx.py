"""The Word file of minutes: the same sheet and the same form as the PDF, to be worked on and to be read in again."""

from __future__ import annotations

import base64
from collections.abc import Sequence, Set
from typing import Any

from meetings.minutes_pdf import Roll, context_of
from meetings.outline_grammar import needs_escape
from meetings.outline_writing import stay_inside
from meetings.sheet import BlockSheet, DecisionSheet, MinutesSheet, Stamp, TurnSheet
from persian.numbers import persian_digits
from records.organisation import Paper
from records.word import MEASURE, WordFile, emblem_png
from records.word_text import (
    Column,
    Parts,
    Run,
    bookmark_end,
    bookmark_start,
    paragraph,
    table,
)

# By these the import knows what of a file of ours are the proceedings, and what of them is to be taken as it stands.
RECORD = "qazvin20_record"
TURN, VERBATIM, SPEAKER, POST = "Turn", "Verbatim", "Speaker", "SpeakerPost"
# The same styles by name: their keys are not kept by every program.
TURN_NAME, VERBATIM_NAME, SPEAKER_NAME, POST_NAME = "سخن گوینده", "متن بی‌نشانه", "نام گوینده", "سمت گوینده"
UNKNOWN = "در سند درج نشده"


def minutes_docx(sheet: MinutesSheet) -> bytes:
    """The Word file of a sheet: a draft where it has no stamp, else an edition with its code. Always the same bytes.

    A character that XML can't hold (a control character in an imported document) is U+FFFD in it.
    """
    context = context_of(sheet)
    file = WordFile(title=f"{sheet.title}، {sheet.organisation}", author=sheet.organisation)
    file.add(_letterhead(file, context["house"], sheet.organisation, context["letterhead"]))
    file.add(paragraph(sheet.title, style="Heading1"))
    file.add(paragraph(f"{sheet.kind}، پیش‌نویس" if context["is_draft"] else sheet.kind, style="Kind"))
    file.add(*_facts(context["facts"], context["not_stated"]))
    for roll in context["rolls"]:
        file.add(*_roll(roll))
    file.add(*_agenda(context["agenda"], context["agenda_to_fill"]))
    file.add(*_proceedings(sheet, context["proceedings"]))
    file.add(*_decisions(sheet.decisions, context["is_draft"]))
    file.add(*_closing(file, context["signatures"], sheet.stamp, context["edition"], context["qr"]))
    house: Paper = context["house"]
    return file.save(
        head=[paragraph(f"{sheet.title}، {sheet.organisation}", style="Header")],
        foot=[_mark(sheet.stamp), *(paragraph(line, style="Footer") for line in house.footer)],
    )


def _mark(stamp: Stamp | None) -> str:
    if stamp is None:
        return paragraph(Run("پیش‌نویس؛ تا تأیید نشود سندیت ندارد", bold=True), style="Footer")
    return paragraph("کد راستی‌آزمایی: ", Run(stamp.code, ltr=True), style="Footer")


def _letterhead(file: WordFile, house: Paper, organisation: str, entries: Sequence[Any]) -> str:
    emblem = emblem_png(house.emblem)
    picture = file.picture(emblem, millimetres=17, description=f"نشان {organisation}") if emblem else ""
    name = paragraph(organisation, style="House")
    lines = "".join(paragraph(line, style="HouseLine") for line in house.lines)
    reference = "".join(
        paragraph(Run(f"{entry.label}: ", style="Quiet"), Run(entry.value or "." * 24, bold=bool(entry.value)))
        for entry in entries
    )
    columns = (Column(0.3), Column(0.4), Column(0.3))
    cells = (Parts(picture + name + lines), Parts(paragraph("بسمه تعالی", style="God")), Parts(reference))
    return table(columns, [cells], measure=MEASURE, rules="below")


def _facts(rows: Sequence[Sequence[Any]], not_stated: str) -> list[str]:
    columns = (Column(0.18, "CellLabel"), Column(0.32), Column(0.18, "CellLabel"), Column(0.32))
    cells = [
        [cell for entry in row for cell in (entry.label, [Run(entry.value, bold=True)])] + [""] * (4 - 2 * len(row))
        for row in rows
    ]
    made = [table(columns, cells, measure=MEASURE, rules="rows")] if cells else []
    return [*made, paragraph(f"{not_stated} در سند درج نشده است.", style="Note")] if not_stated else made


def _roll(roll: Roll) -> list[str]:
    if not roll.written:
        return [_to_fill(roll.label)]
    rows = []
    for row in roll.rows:
        cells: list[Any] = []
        for number, seat in row:
            about = (f"، {seat.post}" if seat.post else "") + (f" ({seat.note})" if seat.note else "")
            cells += [[Run(number, style="Quiet")], [Run(seat.name, bold=True), Run(about, style="Quiet")]]
        rows.append(cells + [""] * (4 - len(cells)))
    columns = (Column(0.05), Column(0.45), Column(0.05), Column(0.45))
    return [paragraph(roll.label, style="Heading2"), table(columns, rows, measure=MEASURE)]


def _to_fill(label: str) -> str:
    """A heading with room for the pen."""
    return paragraph(label, style="Heading2") + paragraph("." * 150, style="Note") * 2


def _agenda(rows: Sequence[tuple[str, Any]], to_fill: bool) -> list[str]:
    if to_fill:
        return [_to_fill("دستور جلسه")]
    cells = [
        (
            [Run(number, style="Quiet")],
            [item.title, Run(f" (ارائه: {item.presenter})" if item.presenter else "", style="Quiet")],
        )
        for number, item in rows
    ]
    columns = (Column(0.05), Column(0.95))
    return [paragraph("دستور جلسه", style="Heading2"), table(columns, cells, measure=MEASURE)] if cells else []


def _proceedings(sheet: MinutesSheet, heading: str) -> list[str]:
    made = [paragraph(heading, style="Heading2")]
    if sheet.is_summary:
        note = "این متن خلاصه‌ای است که دبیرخانه از سخنان نوشته است و عین گفته‌های سخنرانان نیست."
        made.append(paragraph(note, style="Note"))
    lines = record(sheet.turns, {decision.block for decision in sheet.decisions})
    return [*made, *lines] if lines else [*made, paragraph("متن مذاکرات در سند درج نشده است.", style="Note")]


def record(turns: Sequence[TurnSheet], cited: Set[int] = frozenset()) -> list[str]:
    """The paragraphs of the proceedings, marked so that the import gives the same turns and blocks again."""
    made: list[dict[str, Any]] = []
    for at, turn in enumerate(turns):
        blocks = turn.blocks
        has_lead = bool(blocks) and blocks[0].kind == "lead"
        if at or turn.speaker or turn.post or has_lead or not blocks:
            made.append(_label(turn, blocks[0] if has_lead else None))
            blocks = blocks[1:] if has_lead else blocks
        made += [_line(block, inside) for block, inside in zip(blocks, stay_inside(blocks), strict=True)]
    last = len(made) - 1
    for index, line in enumerate(made):
        number = line.pop("number")
        if number in cited:
            line["opens"], line["closes"] = bookmark_start(number, f"b{number}"), bookmark_end(number)
        line["opens"] = (bookmark_start(0, RECORD) if index == 0 else "") + line.get("opens", "")
        line["closes"] = line.get("closes", "") + (bookmark_end(0) if index == last else "")
    return [paragraph(*line.pop("runs"), **line) for line in made]


def _label(turn: TurnSheet, lead: BlockSheet | None) -> dict[str, Any]:
    runs = [Run(turn.speaker, style=SPEAKER)]
    if turn.post:
        runs += [Run(" "), Run(f"({turn.post})", style=POST)]
    runs.append(Run(":", bold=True))
    if lead is not None:
        runs.append(Run(f" {lead.text}"))
    return {"runs": runs, "style": TURN, "number": lead.number if lead else None}


def _line(block: BlockSheet, inside: bool) -> dict[str, Any]:
    line: dict[str, Any] = {"runs": [block.text], "number": block.number}
    if block.is_bullet:
        return {**line, "style": "ListBullet", "level": max(block.level, 1)}
    if block.kind == "subheading":
        return {**line, "style": "Heading3", "inside": inside}
    # Typed into Word, «- …» would be an item; what is stored as a paragraph stays one.
    return {**line, "style": VERBATIM if needs_escape(block.text.lstrip("\\")) else "BodyText", "inside": inside}


def _decisions(decisions: Sequence[DecisionSheet], is_draft: bool) -> list[str]:
    if not decisions:
        return []
    unknown = [""] if is_draft else [Run(UNKNOWN, style="Quiet")]
    rows: list[Any] = [["شماره", "متن مصوبه", "مسئول اجرا", "مهلت اجرا"]]
    for decision in decisions:
        rows.append(
            [
                [decision.number] if decision.number else [Run("بی‌شماره", style="Quiet")],
                [decision.text, *_line_of(decision)],
                [decision.executor] if decision.executor else unknown,
                [decision.deadline] if decision.deadline else unknown,
            ]
        )
    columns = (Column(0.11), Column(0.54), Column(0.2), Column(0.15))
    return [paragraph("مصوبات", style="Heading2"), table(columns, rows, measure=MEASURE, rules="rows", heads=True)]


def _line_of(decision: DecisionSheet) -> list[Run]:
    if not decision.block:
        return []
    return [Run(f" (بند {persian_digits(decision.block)})", style="Quiet", anchor=f"b{decision.block}")]


def _closing(file: WordFile, signatures: Sequence[Any], stamp: Stamp | None, edition: str, qr: str) -> list[str]:
    """The places for signatures and, on an edition, where it can be verified: all on one page."""
    made = [paragraph("امضاکنندگان", style="Heading2")] if signatures else []
    for row in signatures:
        cells = [
            Parts(
                paragraph(place.post, style="CellLabel", keep=True)
                + paragraph(place.name, style="Signature", keep=stamp is not None)
            )
            for place in row
        ]
        columns = tuple(Column(1 / len(cells)) for _ in cells)
        made += [
            table(columns, [cells], measure=MEASURE, rules="above"),
            paragraph(style="Cell", keep=stamp is not None),
        ]
    if stamp is None:
        return made
    words = paragraph(
        Run(f"ویرایش {edition}", bold=True), f"، ابلاغ‌شده در {stamp.published_on}", style="Cell"
    ) + paragraph("کد راستی‌آزمایی: ", Run(stamp.code, bold=True, ltr=True), style="Cell")
    if stamp.verify_url:
        told = "اصالت این سند را با پویش رمزینه یا در این نشانی بسنجید: "
        words += paragraph(Run(told, style="Quiet"), Run(stamp.verify_url, ltr=True), style="Cell")
    picture = ""
    if qr:
        png = base64.b64decode(qr.partition(",")[2])
        picture = file.picture(png, millimetres=23, description="رمزینه نشانی راستی‌آزمایی")
    columns = (Column(0.17), Column(0.83)) if picture else (Column(1),)
    cells = [Parts(picture), Parts(words)] if picture else [Parts(words)]
    return [*made, table(columns, [cells], measure=MEASURE, rules="seal"), paragraph(style="Cell")]
