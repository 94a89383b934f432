"""From what was understood of a document to the page on which a human looks through it, and back to what he chose."""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse

from meetings import outline
from meetings.access import may_publish
from meetings.documents.document import BLOCKING, MAX_TURNS, Understood
from meetings.documents.review import (
    ImportReviewPage,
    MentionOffer,
    Option,
    ReviewBlock,
    ReviewProblem,
    ReviewTurn,
    SameFile,
)
from meetings.documents.saving import Choices
from people.matching import Match
from people.models import Person, Round
from people.models.person import Confidence
from persian.numbers import ordinal_words, persian_digits
from records.models import PendingImport
from records.pager import Link

SHOWN_BLOCKS = 40  # of a turn; the rest is counted
SHOWN_PROBLEMS = 100
EXCERPT = 120
PROBLEMS = {
    "before_first_speaker": "پیش از نخستین سخنران آمده است؛ بی‌نام نگه داشته می‌شود.",
    "not_understood": "ساختار آن شناخته نشد؛ همان‌گونه که هست، بند می‌شود.",
    "head": "در سرآغاز سند، پیش از نخستین سخنران، آمده است؛ وارد نمی‌شود.",
    "frame": "سربرگ، مشخصات، حضور و غیاب، دستور جلسه، مصوبات و جای امضا از این پرونده وارد نمی‌شود؛ تنها متن مذاکرات.",
    "margin": "در سرصفحه یا پاصفحه است؛ وارد نمی‌شود.",
    "table": "جدول است و در متن مذاکرات جایی ندارد؛ وارد نمی‌شود.",
    "picture": "تصویر است؛ وارد نمی‌شود.",
    "text_box": "در کادر متن است؛ وارد نمی‌شود. اگر سخن کسی است، آن را بیرون از کادر بیاورید.",
    "object": "شیئی جاسازی‌شده است؛ وارد نمی‌شود.",
    "formula": "فرمول است؛ وارد نمی‌شود.",
    "footnote": "پانویس است؛ وارد نمی‌شود.",
    "comment": "یادداشت حاشیه است؛ وارد نمی‌شود.",
    "deleted": "با «پیگیری تغییرات» حذف شده است؛ وارد نمی‌شود.",
    "inserted": "با «پیگیری تغییرات» افزوده شده است؛ همچون متن وارد می‌شود.",
    "hidden": "متن پنهان است؛ وارد نمی‌شود.",
    "too_long": "از ۲۰٬۰۰۰ نویسه بلندتر است؛ آن را در سند به چند بند تقسیم کنید.",
}
LEAD, POINT, NESTED, PARAGRAPH, SUBHEADING = KINDS = "سخن آغازین", "بند", "زیربند", "بند بی‌نشانه", "عنوان میانی"
NEW, NO_SPEAKER = "new", "none"


def review_page(
    pending: PendingImport,
    understood: Understood,
    *,
    round: Round,
    number: int,
    user: object,
    posted: QueryDict | None = None,
    error: str = "",
) -> ImportReviewPage:
    """What is shown before anything is saved; after a refused save with what had been chosen (`posted`)."""
    kinds = [_kind(block) for turn in understood.turns for block in turn.blocks]
    meeting = f"جلسه {ordinal_words(number)} {round}"
    return ImportReviewPage(
        over=(Link("ورود سند", reverse("import")),),
        title=f"بازبینی سند {meeting}",
        source_name=pending.original_name,
        encoding=understood.encoding,
        counts=(
            ("نوبت سخن", persian_digits(len(understood.turns))),
            *((name, persian_digits(kinds.count(name))) for name in KINDS),
        ),
        problems=_problems(understood),
        turns=_turns(understood, posted),
        offers=_offers(understood, posted),
        action=reverse("import_review", args=[pending.token]),
        refused=understood.refusal,
        error=error,
        same_file=_same_file(understood),
        publish_label="این سند پیش‌تر تأیید شده است: هم‌اکنون برای همگان منتشر شود" if may_publish(user) else "",
        publish_checked=bool(posted and posted.get("publish")),
        replaces=_replaces(understood),
    )


def _kind(block: outline.Block) -> str:
    if block.kind == "bullet":
        return POINT if block.level == 1 else NESTED
    return {"lead": LEAD, "subheading": SUBHEADING}.get(block.kind, PARAGRAPH)


def _problems(understood: Understood) -> tuple[ReviewProblem, ...]:
    first = sorted(understood.problems, key=lambda problem: problem.kind not in BLOCKING)[:SHOWN_PROBLEMS]
    rows = [
        ReviewProblem(
            line=persian_digits(problem.line),
            what=PROBLEMS.get(problem.kind, problem.kind),
            excerpt=problem.text[:EXCERPT],
            blocks_saving=problem.kind in BLOCKING,
        )
        for problem in first
    ]
    more = len(understood.problems) - len(rows)
    if more > 0:
        rows.append(ReviewProblem(line="", what=f"و {persian_digits(more)} سطر دیگر", excerpt=""))
    return tuple(rows)


def _turns(understood: Understood, posted: QueryDict | None) -> tuple[ReviewTurn, ...]:
    fields = field_names(understood)
    seen: set[str] = set()
    rows = []
    for position, turn in enumerate(understood.turns[:MAX_TURNS], start=1):
        match = understood.matches.get(turn.speaker)
        name = fields.get(turn.speaker, "")
        chosen = posted.get(name, "") if posted is not None else ""
        first_time = turn.speaker not in seen
        seen.add(turn.speaker)
        state = "" if match is None else (match.confidence or "new")
        rows.append(
            ReviewTurn(
                number=persian_digits(position),
                speaker=turn.speaker,
                post=turn.post,
                line=persian_digits(turn.line),
                field=name if match and first_time else "",
                match=state,
                match_label={"certain": "قطعی", "probable": "محتمل", "new": "شخص تازه"}.get(state, ""),
                options=_options(match, chosen) if match and first_time else (),
                count=f"{persian_digits(len(turn.blocks))} بند",
                shown=tuple(
                    ReviewBlock(persian_digits(block.line), _kind(block), block.level, block.text)
                    for block in turn.blocks[:SHOWN_BLOCKS]
                ),
                hidden=f"… و {persian_digits(len(turn.blocks) - SHOWN_BLOCKS)} بند دیگر"
                if len(turn.blocks) > SHOWN_BLOCKS
                else "",
            )
        )
    return tuple(rows)


def field_names(understood: Understood) -> dict[str, str]:
    """For every different speaker's name the name of its select."""
    return {name: f"speaker-{index}" for index, name in enumerate(understood.matches, start=1)}


def _options(match: Match, chosen: str) -> tuple[Option, ...]:
    offered = f"{match.confidence}-{match.person.pk}" if match.person else NEW
    selected = chosen or offered
    people = list(dict.fromkeys([*([match.person] if match.person else []), *match.others]))
    options = [
        (f"{confidence.value}-{person.pk}", f"{person} ({confidence.label})")
        for person in people
        for confidence in Confidence
    ]
    options += [(NEW, f"شخص تازه: {match.written}"), (NO_SPEAKER, "سخنران نیست؛ عنوان میانی است")]
    return tuple(Option(value, label, value == selected) for value, label in options)


def _offers(understood: Understood, posted: QueryDict | None) -> tuple[MentionOffer, ...]:
    taken = None if posted is None else set(posted.getlist("mention"))
    return tuple(
        MentionOffer(
            name="mention",
            value=offer.name,
            text=offer.text if len(offer.text) <= EXCERPT else offer.text[:EXCERPT] + " …",
            round_name=str(offer.round),
            line=persian_digits(offer.line),
            checked=taken is None or offer.name in taken,
        )
        for offer in understood.offers
    )


def _same_file(understood: Understood) -> SameFile | None:
    """The choice to replace, where the same file came before or a draft is there; None where nothing gives way."""
    earlier, draft = understood.same_file, understood.draft
    if earlier is None and draft is None:
        return None
    replace = "پیش‌نویس کنونی با این سند جایگزین شود" if draft else "با این حال دوباره وارد شود"
    if earlier is None or earlier == draft:
        text = "همین پرونده پیش از این وارد شده و پیش‌نویس این جلسه است." if earlier else "این جلسه پیش‌نویسی دارد."
        address = draft.meeting.address if draft else ()
        return SameFile(text, reverse("meeting_draft", args=address), "دیدن پیش‌نویس", replace)
    name = f"ویرایش {ordinal_words(earlier.number)}"
    text = f"همین پرونده پیش از این وارد شده و {name} از آن است."
    return SameFile(text, earlier.meeting.edition_url(earlier.number), f"دیدن {name}", replace)


def _replaces(understood: Understood) -> str:
    if understood.draft is None:
        return ""
    return "اگر جایگزین شود، متن پیش‌نویس کنونی از دست نمی‌رود و در سابقه می‌ماند."


def read_choices(understood: Understood, posted: QueryDict) -> Choices:
    """What was chosen on the page; an answer that was not offered counts as the offered one."""
    offered = Choices.as_offered(understood)
    persons: dict[str, tuple[Person | None, str]] = dict(offered.persons)
    no_speakers = set()
    for name, field in field_names(understood).items():
        answer = posted.get(field, "")
        match = understood.matches[name]
        known = {str(person.pk): person for person in [match.person, *match.others] if person}
        confidence, _, pk = answer.partition("-")
        if answer == NEW:
            persons[name] = (None, "")
        elif answer == NO_SPEAKER:
            no_speakers.add(name)
        elif confidence in Confidence.values and pk in known:
            persons[name] = (known[pk], confidence)
    return Choices(persons, frozenset(posted.getlist("mention")), frozenset(no_speakers))
