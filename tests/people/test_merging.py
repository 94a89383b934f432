"""Two persons who are one are merged, after a look at what moves, and parted again."""

import pytest
from django.apps import apps
from django.urls import reverse

from meetings.models import Attendance, Mention, Turn
from people import merging
from people.merge_plan import columns, plan_of
from people.models import Membership, Merge, Person, PersonName, Post, User
from records.models import Event
from tests import cast
from tests.house.one_of_each import one_of_each, our_models
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


@pytest.fixture
def pair():
    """Who stays, and who is the same man under another name, with a row of everything that can refer to a person."""
    rows = one_of_each()
    absorbed = rows[Person]
    for model, column in columns():
        row = rows[model]
        setattr(row, column.name, absorbed)
        if model is Mention:
            row.theme = None
        if model._meta.label == "statements.ClauseTopic":
            row.theme = None
        if model._meta.label == "commitments.Commitment" or model._meta.label == "meetings.Block":
            row.follow_up = absorbed
        row.save()
    return cast.make_person("ماندگار", "رضا"), absorbed


def dump():
    """Every row of every table, but for versions, events, sessions and the merges themselves."""
    left_out = ("records.Event", "records.ChainHead", "people.Merge", "people.SignIn", "records.PendingImport")
    return {
        model._meta.label: sorted(
            str({**row, "version": 0} if "version" in row else row) for row in model._base_manager.values()
        )
        for model in our_models()
        if model._meta.label not in left_out
    }


def merged(sara, kept, absorbed):
    """The merge that a POST of the preview's own form makes."""
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    sent = {"other": kept.pk, "version": kept.version, "other_version": absorbed.version, "step": "merge"}
    answer = sara.post(reverse("person_merge", args=[absorbed.pk]), sent)
    assert answer.status_code == 302, answer.content.decode()
    return Merge.objects.latest("id")


def undone(sara, merge):
    page = sara.get(reverse("merge", args=[merge.pk])).context["page"]
    sent = dict(zip(("version", "other_version"), page.versions, strict=True))
    return sara.post(page.action, sent, follow=True).content.decode()


def test_every_room_that_names_a_person_is_found():
    named = {f"{model._meta.label}.{column.name}" for model, column in columns()}
    declared = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is Person and model is not Merge
    }
    assert named == declared
    assert {"meetings.Turn.person", "people.User.person", "statements.Signatory.person"} <= named


def test_the_preview_tells_what_moves_and_changes_nothing(sara, pair):
    kept, absorbed = pair
    before = dump()
    page = sara.get(reverse("person_merge", args=[absorbed.pk]), {"other": str(kept.pk)})
    shown = {line.label: line.moving for line in page.context["preview"].lines}
    assert len(shown) == len(columns())
    assert shown["سمت‌ها"] == "۱" and shown["عضویت‌ها"] == "۱"
    assert dump() == before


def test_all_that_stood_with_one_stands_with_the_other(sara, pair):
    kept, absorbed = pair
    merged(sara, kept, absorbed)
    for model, column in columns():
        assert not model._base_manager.filter(**{column.name: absorbed}).exists(), model
        assert model._base_manager.filter(**{column.name: kept}).exists(), model
    absorbed.refresh_from_db()
    assert absorbed.is_retired
    assert [event.action for event in Event.objects.about(kept)][-1:] == ["person.merged"]
    assert [event.action for event in Event.objects.about(absorbed)][-1:] == ["person.merged"]


def test_undoing_brings_every_row_back_as_it_was(sara, pair):
    kept, absorbed = pair
    before = dump()
    said = undone(sara, merged(sara, kept, absorbed))
    assert "دوباره شخصی جداست" in said
    assert dump() == before
    assert merged(sara, kept, absorbed).pk


def test_what_both_have_stays_one_and_comes_back(sara):
    kept, absorbed = cast.make_person("ماندگار"), cast.make_person("رفتنی")
    round, meeting = cast.make_round(), cast.make_meeting()
    for person in (kept, absorbed):
        Membership.objects.create(person=person, round=round)
        Attendance.objects.create(meeting=meeting, person=person, name_as_written="آقای نمونه")
        cast.make_user(f"user{person.pk}", roles=("member",), person=person)
    PersonName.objects.create(person=kept, written="آقای ماندگار", confidence="probable")
    PersonName.objects.create(person=absorbed, written="آقای ماندگار", confidence="certain")
    before = dump()
    page = sara.get(reverse("person_merge", args=[absorbed.pk]), {"other": str(kept.pk)}).content.decode()
    assert "در ۱ جلسه هر دو جداگانه در فهرست حاضران‌اند" in page
    assert "هر دو حساب کاربری دارند" in page
    assert "۱ عضویت را هر دو دارند و یکی می‌شود" in page
    merge = merged(sara, kept, absorbed)
    assert Membership.objects.get().person == kept
    assert kept.names.get(key="اقای ماندگار").confidence == "certain"
    assert Attendance.objects.filter(person=absorbed).count() == 1
    assert User.objects.get(person=absorbed).username == f"user{absorbed.pk}"
    undone(sara, merge)
    assert dump() == before


def test_an_address_goes_over_to_whom_has_none_and_back(sara):
    kept, absorbed = cast.make_person("ماندگار", "رضا"), cast.make_person("ماندگار", "", email="one@example.org")
    merge = merged(sara, kept, absorbed)
    kept.refresh_from_db()
    assert kept.email == "one@example.org"
    undone(sara, merge)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (kept.email, absorbed.email) == ("", "one@example.org")


def test_the_old_address_leads_to_the_kept_person_while_merged(sara):
    first, second, third = (cast.make_person(name) for name in ("یکم", "دوم", "سوم"))
    for person in (first, second, third):
        Membership.objects.create(person=person, round=cast.make_round())
    merged(sara, second, first)
    last = merged(sara, third, second)
    visitor = cast.client_for(cast.visitor())
    for browser in (sara, visitor):
        answer = browser.get(first.get_absolute_url())
        assert (answer.status_code, answer["Location"]) == (302, third.get_absolute_url())
    undone(sara, last)
    assert sara.get(first.get_absolute_url())["Location"] == second.get_absolute_url()
    undone(sara, Merge.objects.get(absorbed=first))
    assert sara.get(first.get_absolute_url()).status_code == 200


def test_a_merge_into_somebody_merged_since_is_not_undone_first(sara):
    first, second, third = (cast.make_person(name) for name in ("یکم", "دوم", "سوم"))
    merge = merged(sara, second, first)
    merged(sara, third, second)
    page = sara.get(reverse("merge", args=[merge.pk]))
    assert "خود پس از آن در رضا سوم ادغام شده است" in page.content.decode()
    assert "خود پس از آن در رضا سوم ادغام شده است" in undone(sara, merge)
    assert Merge.objects.filter(undone_at=None).count() == 2


def test_undoing_is_refused_where_another_row_took_the_place(sara):
    kept, absorbed = cast.make_person("ماندگار"), cast.make_person("رفتنی")
    meeting = cast.make_meeting()
    Attendance.objects.create(meeting=meeting, person=absorbed, name_as_written="آقای رفتنی")
    merge = merged(sara, kept, absorbed)
    Attendance.objects.create(meeting=meeting, person=absorbed, name_as_written="باز آقای رفتنی")
    before = dump()
    assert "جای آن را نزد رضا رفتنی گرفته است" in undone(sara, merge)
    assert dump() == before


def test_what_somebody_decided_since_stays_and_is_counted(sara):
    kept, absorbed, third = (cast.make_person(name) for name in ("ماندگار", "رفتنی", "سوم"))
    Post.objects.create(person=absorbed, title="دبیر")
    turn = cast.make_minutes(cast.make_meeting()).turns.first()
    Turn.objects.filter(pk=turn.pk).update(person=absorbed)
    merge = merged(sara, kept, absorbed)
    Turn.objects.filter(pk=turn.pk).update(person=third)
    Post.objects.all().delete()
    assert "۲ مورد پس از ادغام تغییر کرده یا برداشته شده است و همان ماند." in undone(sara, merge)
    assert Turn.objects.get(pk=turn.pk).person == third


def test_published_editions_stay_as_they_were(sara):
    edition = cast.make_edition(cast.make_meeting())
    speaker = Person.objects.get(family_name="نمونه")
    content, digest = edition.content, edition.content_sha256
    merged(sara, cast.make_person("ماندگار"), speaker)
    edition.refresh_from_db()
    assert (edition.content, edition.content_sha256) == (content, digest)
    page = sara.get(reverse("meeting", args=[5, 1]))
    assert page.status_code == 200 and "مهندس رضا نمونه" in page.content.decode()


@pytest.mark.parametrize("what", ["himself", "retired", "merged", "nobody"])
def test_who_can_not_be_merged_is_said_so(sara, what):
    person, other = cast.make_person("یکم"), cast.make_person("دوم")
    if what == "merged":
        merged(sara, other, person)
    if what == "retired":
        Person.objects.filter(pk=other.pk).update(is_retired=True)
    wanted = {"himself": person.pk, "nobody": 10**9}.get(what, other.pk)
    sent = {"other": wanted, "version": 1, "other_version": 1, "step": "merge"}
    answer = sara.post(reverse("person_merge", args=[person.pk]), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["other"]


def test_a_merge_over_what_somebody_changed_meanwhile_is_shown_again(sara):
    kept, absorbed = cast.make_person("ماندگار"), cast.make_person("رفتنی")
    Person.objects.filter(pk=absorbed.pk).update(version=2)
    sent = {"other": kept.pk, "version": 1, "other_version": 1, "step": "merge"}
    answer = sara.post(reverse("person_merge", args=[absorbed.pk]), sent)
    assert (answer.status_code, answer.context["preview"].versions) == (409, (1, 2))
    assert not Merge.objects.exists()


def test_who_is_merged_is_not_brought_back_by_the_other_door(sara):
    kept, absorbed = cast.make_person("ماندگار"), cast.make_person("رفتنی")
    merged(sara, kept, absorbed)
    absorbed.refresh_from_db()
    sent = {"step": "restore", "version": absorbed.version}
    said = sara.post(reverse("person_retire", args=[absorbed.pk]), sent, follow=True).content.decode()
    assert "نخست ادغام را برگردانید" in said
    absorbed.refresh_from_db()
    assert absorbed.is_retired and merging.kept_for(absorbed.pk) == kept


def test_the_preview_asks_equally_often_for_much_and_for_little(sara, pair):
    kept, absorbed = pair
    address = f"{reverse('person_merge', args=[absorbed.pk])}?other={kept.pk}"
    queries_of(sara, address)
    meetings = iter([cast.make_meeting(number, 4) for number in range(1, 83)])

    def seat() -> None:
        for person in pair:
            Attendance.objects.create(meeting=next(meetings), person=person, name_as_written="آقای نمونه")

    seat()
    little = queries_of(sara, address)
    for _ in range(40):
        seat()
    assert queries_of(sara, address) == little
    assert plan_of(kept, absorbed).total > 40
