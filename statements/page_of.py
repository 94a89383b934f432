"""From the rows of a statement to its page, for one reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone

from meetings.page import AttachmentRow, EditionRow, Fact, HistoryRow, MarginNote, Notice
from persian.jalali import long_date, long_datetime
from persian.numbers import cardinal_words, ordinal_words, persian_digits
from records.audience import told_name
from records.models import Event
from records.pager import Link
from records.sections import sections_for
from records.steps import step_words
from statements import follow_up
from statements.access import may_write_statements
from statements.follow_up import ClauseState
from statements.margin import notes_of, replies_of
from statements.models import Statement, StatementAttachment, StatementText
from statements.page import Answer, ClauseLine, Party, StatementPage, facts_of, stand_of
from statements.sheet import AddresseeSheet, StatementSheet, paragraphs
from statements.sheet_of import sheet_of, sheet_of_edition

HISTORY = 50
STEPS = {
    "statement.founded": "ثبت بیانیه از داده‌های بنیادین",
    "statement.drafted": "نگارش پیش‌نویس",
    "statement.published": "صدور ویرایش {ordinal}",
    "statement.superseded": "جایگزینی با بیانیه‌ای دیگر",
    "statement.withdrawn": "بازپس‌گرفتن بیانیه",
}


def page_of(
    statement: Statement, text: StatementText | None, readable: Sequence[StatementText], user: object
) -> StatementPage:
    """The page of `statement` that shows `text`, one of `readable` (newest first), or none of them."""
    newest = next((row for row in readable if row.is_issued), None)
    is_open = text is not None and not text.is_issued
    if text is None:
        return _bare_page(statement, readable, user)
    sheet = sheet_of_edition(text.edition) if text.edition else sheet_of(text)
    replies, answers = ([], {}) if is_open else replies_of(statement, user)
    clauses = _clauses(sheet, notes_of(text, user), answers, follow_up.of_clauses(statement, user))
    previous, following = (None, None) if is_open else _neighbours(statement)
    return StatementPage(
        over=_over(statement),
        name=sheet.name,
        title=sheet.heading,
        state=str(text.get_state_display() if is_open else statement.get_state_display()),
        standfirst=_standfirst(sheet),
        facts=facts_of(sheet, sheet.round_name),
        sheet=sheet,
        notices=tuple(_notices(statement, text, newest, readable)),
        recipients=tuple(_party(row) for row in sheet.recipients),
        copies=tuple(_party(row) for row in sheet.copies),
        stand=stand_of(clauses),
        preamble=tuple(paragraphs(sheet.preamble)),
        clauses=clauses,
        closing=tuple(paragraphs(sheet.closing)),
        signatories=tuple(
            Party(row.name, reverse("person", args=[row.person_id]) if row.person_id else "", row.post)
            for row in sheet.signatories
        ),
        replies=tuple(replies),
        attachments=() if is_open else tuple(_attachments(statement, user)),
        editions=tuple(_edition_row(statement, row, row == newest, user) for row in readable if row.is_issued),
        history=tuple(_history(statement, user)),
        edition_name=f"ویرایش {ordinal_words(text.number)}" if text.is_issued else "",
        pdf_href=_pdf_href(statement, text, text == newest),
        verify_href=reverse("verify_code", args=[text.edition.code]) if text.edition else "",
        previous=previous,
        following=following,
        sections=sections_for("statement", statement, user),
    )


def _bare_page(statement: Statement, readable: Sequence[StatementText], user: object) -> StatementPage:
    """The page of a statement without a text: what is known of it, and what is lacking."""
    previous, following = _neighbours(statement) if statement.number else (None, None)
    return StatementPage(
        over=_over(statement),
        name=str(statement),
        title=statement.title or str(statement),
        state=str(statement.get_state_display()),
        standfirst="",
        facts=(
            Fact("شماره بیانیه", persian_digits(statement.number) if statement.number else ""),
            Fact("دور", str(statement.round) if statement.round else ""),
            Fact("عنوان بیانیه", statement.title),
            Fact("تاریخ صدور", str(statement.issued_on or "")),
            Fact("گیرندگان", ""),
            Fact("متن بیانیه", ""),
            Fact("امضاکنندگان", ""),
        ),
        notices=tuple(_notices(statement, None, None, readable)),
        attachments=tuple(_attachments(statement, user)) if statement.number else (),
        history=tuple(_history(statement, user)),
        previous=previous,
        following=following,
        sections=sections_for("statement", statement, user),
    )


def _over(statement: Statement) -> tuple[Link, ...]:
    round = statement.round
    links = (Link("بیانیه‌ها", reverse("statements")),)
    return (*links, Link(str(round), round.get_absolute_url())) if round else links


def _clauses(
    sheet: StatementSheet,
    notes: Mapping[str, Sequence[MarginNote]],
    answers: Mapping[str, Sequence[Answer]],
    states: Mapping[str, ClauseState],
) -> tuple[ClauseLine, ...]:
    return tuple(
        ClauseLine(
            anchor=clause.anchor,
            words=clause.words,
            level=min(clause.level, 5),
            text=clause.text,
            state=states.get(clause.key),
            notes=tuple(notes.get(clause.key, ())),
            answers=tuple(answers.get(clause.key, ())),
        )
        for clause in sheet.clauses
    )


def _party(row: AddresseeSheet) -> Party:
    return Party(row.name, reverse("body", args=[row.body_id]) if row.body_id else "", row.purpose)


def _standfirst(sheet: StatementSheet) -> str:
    count = len(sheet.numbered)
    clauses = f"در {cardinal_words(count) if count <= 10 else persian_digits(count)} بند" if count else "بی‌بند"
    issued = f"صادرشده در {sheet.date}، " if sheet.date else ""
    signed = len(sheet.signatories)
    words = cardinal_words(signed) if signed <= 10 else persian_digits(signed)
    return f"{issued}{clauses}{f'، به امضای {words} تن' if signed > 1 else ''}."


def _pdf_href(statement: Statement, text: StatementText, is_newest: bool) -> str:
    if not text.is_issued:
        return reverse("statement_draft_pdf", args=[statement.pk])
    return reverse("statement_pdf", args=[statement.number]) if is_newest else statement.edition_pdf_url(text.number)


def _notices(
    statement: Statement, text: StatementText | None, newest: StatementText | None, readable: Sequence[StatementText]
) -> list[Notice]:
    notices = []
    draft = next((row for row in readable if not row.is_issued), None)
    if statement.withdrawal:
        notices.append(Notice(f"این بیانیه بازپس گرفته شده است. {statement.withdrawal}", kind="warning"))
    if statement.superseded_by:
        notices.append(
            Notice(
                f"بیانیه دیگری جای این بیانیه را گرفته است. {statement.reason}".strip(),
                f"خواندن {statement.superseded_by}",
                statement.superseded_by.get_absolute_url(),
                "warning",
            )
        )
    if text and text.is_issued and newest and text != newest:
        words = f"این ویرایش با ویرایش {ordinal_words(newest.number)} جایگزین شده است و برای مراجعه نگه داشته می‌شود."
        notices.append(Notice(words, "خواندن ویرایش جاری", statement.get_absolute_url(), "warning"))
    if text and not text.is_issued:
        link = ("خواندن ویرایش صادرشده", statement.get_absolute_url()) if newest else ("", "")
        notices.append(Notice(f"این متن {text.get_state_display()} است و هنوز صادر نشده است.", *link))
    elif draft:
        address = reverse("statement_draft", args=[statement.pk])
        notices.append(Notice("برای این بیانیه پیش‌نویسی در دست است.", "دیدن پیش‌نویس", address))
    return notices


def _attachments(statement: Statement, user: object) -> list[AttachmentRow]:
    rows = StatementAttachment.objects.filter(statement=statement).visible_to(user).select_related("file")
    return [
        AttachmentRow(
            title=row.title,
            href=reverse("statement_attachment", args=[statement.number, row.pk]),
            size=persian_digits(filesizeformat(row.file.size)),
            kind=str(row.get_kind_display()),
        )
        for row in rows.order_by("position", "id")
    ]


def _edition_row(statement: Statement, text: StatementText, is_current: bool, user: object) -> EditionRow:
    edition = text.edition
    if edition is None:
        raise ValueError("only an issued text has an edition")
    return EditionRow(
        name=f"ویرایش {ordinal_words(text.number)}",
        date=long_date(timezone.localtime(edition.issued_at).date()),
        by=told_name(edition.issued_by_name, edition.issued_by_id, user),
        code=edition.code,
        href=statement.get_absolute_url() if is_current else statement.edition_url(text.number),
        pdf_href=statement.edition_pdf_url(text.number),
        word_href="",
        is_current=is_current,
        is_summary=False,
        reason=edition.reason,
    )


def _history(statement: Statement, user: object) -> list[HistoryRow]:
    """The steps, newest first, for those who keep statements; to others the editions say when and why."""
    if not may_write_statements(user):
        return []
    events = Event.objects.about(statement).defer("snapshot").order_by("-sequence")[:HISTORY]
    return [
        HistoryRow(
            when=long_datetime(event.at),
            who=told_name(event.actor_name, event.actor_id, user),
            what=step_words(event, STEPS).format(ordinal=ordinal_words(max(event.version, 1))),
            why=event.reason,
        )
        for event in events
    ]


def _neighbours(statement: Statement) -> tuple[Link | None, Link | None]:
    """The statements before and after one that was found by `with_neighbours`."""

    def link(number: int | None) -> Link | None:
        return Link(f"بیانیه شماره {persian_digits(number)}", reverse("statement", args=[number])) if number else None

    return link(statement.before), link(statement.after)
