"""The plain back door: it opens for the administrator alone, and whatever goes through it is an event of the chain."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.models import Commitment
from guilds.models import Demand, Guild
from meetings.models import Block, Meeting, Minutes, Turn
from people.models import Body, Membership, Merge, Person, Round, RoundFocus, SignIn, SignInLink
from projects.models import Theme
from records.models import ChainHead, Edition, Event, Mailing, Organisation, PendingImport, StoredFile
from statements.models import Clause, Statement
from tests import cast
from tests.house.one_of_each import one_of_each, our_models

LOOKED_AT = (Event, ChainHead, Edition, StoredFile, PendingImport, Organisation, SignIn, SignInLink, Merge, Mailing)


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def door(db):
    return cast.client_for(cast.ali())


def filled(page, **changed):
    """What a browser would send of the form in `page`, with some fields changed."""
    form = page.context["adminform"].form
    sent = {}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            sent[name] = "on"
        elif value is not None and value is not False:
            sent[name] = value if isinstance(value, list) else str(getattr(value, "written", value))
    return {**sent, **changed}


def errors_of(page):
    return page.context["adminform"].form.errors.as_text()


def test_every_model_of_ours_is_behind_it_and_no_other():
    assert set(admin.site._registry) == set(our_models())


def test_every_room_is_called_by_a_persian_name(door):
    assert [room["name"] for room in door.get("/admin/").context["app_list"] if room["name"].isascii()] == []


def test_every_list_search_and_form_opens_for_the_administrator(door):
    rows = one_of_each()
    for model, keeper in admin.site._registry.items():
        assert door.get(address(model, "changelist")).status_code == 200, model
        assert door.get(address(model, "changelist"), {"q": "۱ نمونه"}).status_code == 200, model
        if model in rows:
            page = door.get(address(model, "change", rows[model].pk))
            assert page.status_code == 200, model
            assert door.get(address(model, "delete", rows[model].pk)).status_code in (200, 403), model
        if model not in LOOKED_AT and keeper.has_add_permission(page.wsgi_request):
            assert door.get(address(model, "add")).status_code == 200, model


@pytest.mark.once
def test_every_list_asks_the_database_equally_often_at_one_row_and_at_four(door):
    def counted():
        counts = {}
        for model in our_models():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                door.get(address(model, "changelist"))
            counts[model._meta.label] = len(queries)
        return counts

    one_of_each()
    counted()
    before = counted()
    for _ in range(3):
        one_of_each()
    assert counted() == before
    assert max(before.values()) <= 12


@pytest.mark.parametrize("model", LOOKED_AT)
def test_what_the_archive_alone_writes_can_only_be_looked_at(door, model):
    row = one_of_each()[model]
    assert door.get(address(model, "add")).status_code == 403
    assert door.post(address(model, "change", row.pk), {}).status_code == 403
    assert door.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_a_row_that_is_added_is_an_event_with_its_columns(door):
    door.post(address(Guild, "add"), {"name": "صنف نانوايان", "audience": "everyone"})
    guild = Guild.objects.get()
    event = Event.objects.about(guild).get()
    assert (event.action, event.actor_name, event.version) == ("admin.added", "علی فرضی", 1)
    assert event.content["name"] == "صنف نانوایان"
    assert event.content["audience"] == "everyone"


def test_a_change_is_an_event_with_the_changed_columns_alone_and_a_new_version(door):
    guild = Guild.objects.create(name="صنف نانوایان")
    page = door.get(address(Guild, "change", guild.pk))
    door.post(address(Guild, "change", guild.pk), filled(page, name="صنف خبازان"))
    event = Event.objects.about(guild).get()
    assert (event.action, event.version, event.content) == ("admin.changed", 2, {"name": "صنف خبازان"})
    guild.refresh_from_db()
    assert guild.version == 2


def test_saving_without_a_change_is_no_event(door):
    rows = one_of_each()
    for model in (Meeting, Theme, Commitment, Demand, Statement, Clause, Block, Turn, Person):
        row = rows[model]
        before = model.objects.filter(pk=row.pk).values().get()
        url = address(model, "change", row.pk)
        answer = door.post(url, filled(door.get(url)))
        assert answer.status_code == 302, (model, errors_of(answer))
        assert not Event.objects.about(row).filter(action="admin.changed").exists(), model
        assert model.objects.filter(pk=row.pk).values().get() == before


def test_a_deletion_is_an_event_that_keeps_what_was_deleted(door):
    guild = Guild.objects.create(name="صنف نانوایان")
    door.post(address(Guild, "delete", guild.pk), {"post": "yes"})
    assert not Guild.objects.exists()
    event = Event.objects.get(object_type="guilds.guild", object_id=guild.pk)
    assert (event.action, event.content["name"]) == ("admin.deleted", "صنف نانوایان")


def test_a_row_that_others_refer_to_is_not_deleted_and_they_are_named(door):
    rows = one_of_each()
    for model in (Body, Person, Block, Clause, Demand, Round):
        page = door.post(address(model, "delete", rows[model].pk), {"post": "yes"})
        assert page.status_code == 200, model
        assert page.context["protected"], model
        assert model.objects.filter(pk=rows[model].pk).exists()


def test_nothing_is_deleted_by_the_dozen(door):
    rows = one_of_each()
    door.post(
        address(RoundFocus, "changelist"),
        {"action": "delete_selected", "_selected_action": [rows[RoundFocus].pk], "post": "yes"},
    )
    assert RoundFocus.objects.exists()


def test_the_text_of_published_minutes_is_not_changed_here(door):
    minutes = cast.make_minutes(cast.make_meeting(), published="everyone")
    turn = minutes.turns.first()
    block = turn.blocks.first()
    for row in (minutes, turn, block):
        model = type(row)
        assert door.get(address(model, "change", row.pk)).status_code == 200
        assert door.post(address(model, "change", row.pk), {"text": "دیگر"}).status_code == 403
        assert door.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    block.refresh_from_db()
    assert "دیگر" not in block.text


def test_nothing_is_added_to_published_minutes(door):
    minutes = cast.make_minutes(cast.make_meeting(), published="everyone")
    turns = Turn.objects.count()
    page = door.post(address(Turn, "add"), {"minutes": minutes.pk, "position": 90, "speaker_as_written": "رضا"})
    assert "سند منتشرشده دیگر تغییر نمی‌کند" in errors_of(page)
    assert Turn.objects.count() == turns


def test_a_turn_of_a_draft_is_not_moved_into_published_minutes(door):
    published = cast.make_minutes(cast.make_meeting(1), published="everyone")
    turn = cast.make_minutes(cast.make_meeting(2)).turns.first()
    url = address(Turn, "change", turn.pk)
    page = door.post(url, filled(door.get(url), minutes=published.pk, position=90))
    assert "سند منتشرشده دیگر تغییر نمی‌کند" in errors_of(page)


def test_minutes_are_not_published_here(door):
    minutes = cast.make_minutes(cast.make_meeting())
    url = address(Minutes, "change", minutes.pk)
    door.post(url, filled(door.get(url), state="published", kind="full"))
    minutes.refresh_from_db()
    assert (minutes.state, minutes.kind) == ("draft", "full")


def test_dates_are_typed_as_jalali_ones_and_words_are_tidied(door):
    meeting = cast.make_meeting()
    url = address(Meeting, "change", meeting.pk)
    door.post(url, filled(door.get(url), held_on="آذر ۱۴۰۵", place="تالار شهر نيك"))
    meeting.refresh_from_db()
    assert (meeting.held_on.precision, meeting.held_on.written, meeting.place) == ("month", "آذر ۱۴۰۵", "تالار شهر نیک")


def test_who_sits_in_a_round_already_does_not_sit_there_twice(door):
    person, round = cast.make_person(), cast.make_round()
    seat = {"person": person.pk, "round": round.pk, "role": "member", "basis": "natural"}
    for since in ("", "سال ۸۸"):
        assert door.post(address(Membership, "add"), {**seat, "since": since}).status_code == 302
        assert errors_of(door.post(address(Membership, "add"), {**seat, "since": since}))
    assert Membership.objects.count() == 2


def test_a_deadline_is_a_whole_day(door):
    commitment = one_of_each()[Commitment]
    url = address(Commitment, "change", commitment.pk)
    page = door.post(url, filled(door.get(url), deadline="آذر ۱۴۰۵"))
    assert "تاریخ کامل نیست" in errors_of(page)
    door.post(url, filled(door.get(url), deadline="۱۴۰۵/۱۲/۲۹"))
    commitment.refresh_from_db()
    assert commitment.deadline.isoformat() == "2027-03-20"


def test_a_wrong_state_of_affairs_is_said_in_persian(door):
    page = door.post(address(Statement, "add"), {"state": "issued", "audience": "members", "title": "بی‌شماره"})
    assert "بیانیه صادرشده شماره دارد" in errors_of(page)
    assert not Statement.objects.exists()


def test_a_foreign_key_is_found_by_typing_however_it_is_spelled(door):
    Body.objects.create(name="سازمان پارک‌ها")
    page = door.get(
        reverse("admin:autocomplete"),
        {"term": "پارك ها", "app_label": "projects", "model_name": "project", "field_name": "employer"},
    )
    assert [row["text"] for row in page.json()["results"]] == ["سازمان پارک‌ها"]


@pytest.mark.parametrize("typed", ["\0", "x" * 60_000, "%_'\"\u202e\ufffd", "9" * 20, "۱۴۰۴/۱۲/۳۰"])
def test_strange_words_are_answered_where_a_foreign_key_is_looked_for(door, typed):
    """Lists and forms get them in tests/house/test_hostile_input.py."""
    asked = {"term": typed, "app_label": "projects", "model_name": "project", "field_name": "employer"}
    assert door.get(reverse("admin:autocomplete"), asked).status_code < 500


def test_an_address_of_no_row_leads_back_to_the_list(door):
    assert door.get(address(Person, "change", "9" * 20)).status_code == 302
    assert door.get(address(Person, "change", "NaN")).status_code == 302
