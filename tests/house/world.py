"""One archive with everything in it that somebody may and somebody else may not see, and all of its addresses."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from meetings.models import Minutes, Turn
from records.models import PendingImport, StoredFile
from tests import cast
from tests.house import (
    world_of_confirmation,
    world_of_keeping,
    world_of_letters,
    world_of_making,
    world_of_planning,
    world_of_subjects,
    world_of_users,
    world_of_writing,
)

NAMELESS = "nameless"
SOURCE = "**آقای مثال:** سلام کرد.\n\n- در دور سوم گزارشی داده شد.\n"


@dataclass(frozen=True)
class World:
    """`args` are the arguments of each named address, by a word for what lies there."""

    args: dict[tuple[str, str], tuple[object, ...]]

    def address(self, name: str, which: str = "") -> str:
        return reverse(name, args=self.args.get((name, which), ()))


def lay_out() -> World:
    """Meetings of round 5: 1 for everyone, with edition and draft, 2 for members, 3 in review, 4 with its source."""
    sara = cast.sara()
    open_to_all, members_only, in_review, drafted = (
        cast.make_meeting(number, audience="members" if number == 2 else "everyone") for number in (1, 2, 3, 4)
    )
    code = cast.make_edition(open_to_all, by=sara).code
    secret = cast.make_edition(members_only, "members", by=sara).code
    cast.make_minutes(open_to_all, by=sara)
    cast.make_minutes(in_review, state=Minutes.State.IN_REVIEW, by=sara)
    source = StoredFile.objects.keep(SOURCE.encode(), name="minutes.md", content_type="text/plain")
    minutes = cast.make_minutes(drafted, source=source, by=sara)
    annex, kept_annex = cast.make_attachment(open_to_all), cast.make_attachment(open_to_all, audience="members")
    pending = PendingImport.objects.lay_down(
        purpose="minutes",
        owner_id=sara.pk,
        name="minutes.md",
        content=SOURCE.encode(),
        choices={"round": open_to_all.round.pk, "number": 9},
    )
    meeting_pages = (
        "meeting",
        "meeting_pdf",
        "meeting_word",
        "meeting_draft",
        "meeting_draft_pdf",
        "meeting_draft_word",
    )
    edition_pages = ("edition", "edition_pdf", "edition_word")
    args: dict[tuple[str, str], tuple[object, ...]] = {
        ("round", ""): (5,),
        ("person", ""): (Turn.objects.filter(minutes__edition__code=code)[0].person_id,),
        ("person", "nowhere named"): (cast.make_person().pk,),
        **{(name, ""): (5, 1) for name in meeting_pages},
        **{(name, "members"): (5, 2) for name in meeting_pages},
        **{(name, "in review"): (5, 3) for name in meeting_pages},
        **{(name, "missing"): (5, 77) for name in meeting_pages},
        **{(name, ""): (5, 1, 1) for name in edition_pages},
        **{(name, "members"): (5, 2, 1) for name in edition_pages},
        **{(name, "draft"): (5, 1, 2) for name in edition_pages},
        ("meeting_source", ""): (5, 4, minutes.pk),
        ("meeting_source", "of another meeting"): (5, 1, minutes.pk),
        ("attachment", ""): (5, 1, annex.pk),
        ("attachment", "members"): (5, 1, kept_annex.pk),
        ("attachment", "of another meeting"): (5, 3, annex.pk),
        ("import_review", ""): (pending.token,),
        ("verify_code", ""): (code,),
        ("verify_code", "members"): (secret,),
        ("verify_code", "missing"): ("AAAA-AAAA" if code != "AAAA-AAAA" else "BBBB-BBBB",),
    }
    return World(
        {
            **args,
            **world_of_letters.lay_out(annex.file),
            **world_of_subjects.lay_out(open_to_all),
            **world_of_users.lay_out(),
            **world_of_keeping.lay_out(),
            **world_of_writing.lay_out(minutes, in_review),
            **world_of_confirmation.lay_out(),
            **world_of_planning.lay_out(),
            **world_of_making.lay_out(),
        }
    )


def named_addresses(
    resolver: URLResolver | None = None, space: str = ""
) -> Iterator[tuple[str, tuple[str, ...], URLPattern]]:
    """Name («admin:index»), names of the arguments and pattern of every address that the portal answers."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from named_addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name or NAMELESS}", tuple(entry.pattern.regex.groupindex), entry
