"""From the rows of a commitment to its page, for one reader and one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from commitments.access import may_keep_commitments
from commitments.models import Commitment, CommitmentEvidence, CommitmentReport, Extension
from commitments.page import CommitmentPage, Detail, ExtensionRow, ReportRow, Steps
from commitments.rows import opening_of, source_of
from commitments.timing import begun_on, timing_of
from meetings.models import Mention
from meetings.page import HistoryRow
from persian.jalali import long_date, long_datetime
from persian.numbers import persian_digits
from projects.models import Theme
from records.audience import told_name
from records.models import Event
from records.pager import Link
from records.sections import sections_for
from records.steps import step_words
from statements.margin import address_of
from statements.models import ClauseTopic

SHOWN = 50


def page_of(commitment: Commitment, user: object, today: date) -> CommitmentPage:
    """The page of a commitment found by `with_source`."""
    source = source_of(commitment)
    extensions = list(commitment.extensions.order_by("granted_on", "id"))
    put_off = [row.old_deadline for row in extensions if row.old_deadline]
    return CommitmentPage(
        over=(Link("تعهدات", reverse("commitments")),),
        title=commitment.task or opening_of(source.text),
        state=str(commitment.get_state_display()),
        is_words=not commitment.task,
        timing=timing_of(commitment, today, begun=begun_on(commitment), put_off=put_off),
        details=tuple(_details(commitment, user)),
        source=source,
        topics=tuple(_topics(commitment, user)),
        extensions=tuple(_extensions(extensions, user)),
        reports=tuple(_report(row, user) for row in _reports(commitment, user)),
        history=tuple(_history(commitment, user)),
        steps=_steps(commitment) if may_keep_commitments(user) else None,
        sections=sections_for("commitment", commitment, user),
    )


def _steps(commitment: Commitment) -> Steps:
    step = reverse("commitment_step", args=[commitment.pk])
    of_reason = [state for state in commitment.next_states if commitment.asks_why(state)]
    others = [Link(f"{state.label} …", f"{step}?to={state.value}") for state in of_reason]
    if commitment.is_open:
        others.insert(0, Link("تمدید مهلت", reverse("commitment_extend", args=[commitment.pk])))
    return Steps(
        action=step,
        version=commitment.version,
        plain=tuple((state.value, str(state.label)) for state in commitment.next_states if state not in of_reason),
        others=(Link("ویرایش", reverse("commitment_edit", args=[commitment.pk])), *others),
    )


def _details(commitment: Commitment, user: object) -> list[Detail]:
    body, person = commitment.executor, commitment.follow_up
    written = commitment.executor_as_written
    details = [
        Detail(
            "دستگاه مسئول",
            body.name if body else written,
            body.get_absolute_url() if body else "",
            f"در متن: {written}" if body and written and written != body.name else "",
        ),
        Detail("مهلت اجرا", long_date(commitment.deadline) if commitment.deadline else ""),
        Detail("مسئول پیگیری", str(person or ""), person.get_absolute_url() if person else ""),
    ]
    if may_keep_commitments(user):
        details.append(Detail("مخاطب", str(commitment.get_audience_display())))
    return details


def _topics(commitment: Commitment, user: object) -> list[Link]:
    """The themes that the line or clause speaks of."""
    themes = Theme.objects.visible_to(user).order_by("number")
    if commitment.block_id:
        themes = themes.filter(pk__in=Mention.objects.filter(block=commitment.block_id).values("theme"))
    elif commitment.clause_id:
        themes = themes.filter(pk__in=ClauseTopic.objects.filter(clause=commitment.clause_id).values("theme"))
    else:
        return []
    return [Link(str(theme), address_of(theme)) for theme in themes]


def _extensions(extensions: Iterable[Extension], user: object) -> list[ExtensionRow]:
    rows = []
    for row in extensions:
        since = f"از {long_date(row.old_deadline)} " if row.old_deadline else ""
        who = told_name(row.granted_by_name, row.granted_by_id, user)
        granted = f"{long_date(row.granted_on)}، {who}" if who else long_date(row.granted_on)
        rows.append(ExtensionRow(f"{since}به {long_date(row.new_deadline)}", row.reason, granted))
    return rows


def _reports(commitment: Commitment, user: object) -> Iterable[CommitmentReport]:
    evidence = CommitmentEvidence.objects.select_related("file").order_by("position", "id")
    reports = CommitmentReport.objects.filter(commitment=commitment).visible_to(user).select_related("body")
    return reports.prefetch_related(Prefetch("evidence", evidence)).order_by("-reported_at", "-id")[:SHOWN]


def _report(report: CommitmentReport, user: object) -> ReportRow:
    who = told_name(report.reporter_name, report.reporter_id, user)
    return ReportRow(
        text=report.text,
        percent=report.percent,
        percent_words=f"{persian_digits(report.percent)}٪" if report.percent is not None else "",
        when=long_date(timezone.localtime(report.reported_at).date()),
        who="، ".join(part for part in (report.body.name if report.body else "", who) if part),
        state=str(report.get_state_display()),
        is_accepted=report.is_accepted,
        reason=report.reason,
        evidence=tuple(
            Link(
                str(row),
                reverse("commitment_evidence", args=[report.commitment_id, row.pk]),
            )
            for row in report.evidence.all()
        ),
    )


def _history(commitment: Commitment, user: object) -> list[HistoryRow]:
    """The steps, newest first, for those who keep commitments."""
    if not may_keep_commitments(user):
        return []
    events = Event.objects.about(commitment).defer("snapshot").order_by("-sequence")[:SHOWN]
    return [
        HistoryRow(
            when=long_datetime(event.at),
            who=told_name(event.actor_name, event.actor_id, user),
            what=step_words(event, STEPS),
            why=event.reason,
        )
        for event in events
    ]


STEPS = {
    "commitment.registered": "ثبت تعهد",
    "commitment.changed": "ویرایش تعهد",
    "commitment.extended": "تمدید مهلت",
    "commitment.notified": "ابلاغ به دستگاه",
    "commitment.in_hand": "آغاز اقدام",
    "commitment.done": "انجام تعهد",
    "commitment.closed": "مختومه‌شدن",
    "commitment.cannot_be_done": "اعلام ناممکن‌بودن",
    "commitment.stopped": "توقف",
    "commitment.dropped": "منتفی‌شدن",
}
