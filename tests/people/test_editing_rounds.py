"""Rounds are opened, changed and closed in the browser; one at most is active."""

import pytest
from django.urls import reverse

from people.models import Round
from records.models import Event
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


def edit(round):
    return reverse("round_edit", args=[round.number])


def test_a_round_is_opened_with_its_foci_in_their_order(sara):
    typed = {"number": "۶", "status": "active", "opened": "آذر ۱۴۰۵", "foci": "آب\n\n بازار \nآب"}
    answer = sara.post(reverse("round_new"), typed)
    round = Round.objects.get()
    assert (answer["Location"], round.number, round.opened.written) == ("/rounds/6/", 6, "آذر ۱۴۰۵")
    assert [focus.title for focus in round.foci.all()] == ["آب", "بازار"]
    event = Event.objects.about(round).get()
    assert (event.action, event.content["foci"]) == ("round.registered", ["آب", "بازار"])


def test_one_round_at_most_is_active(sara):
    cast.make_round(5)
    answer = sara.post(reverse("round_new"), {"number": "6", "status": "active", "foci": "آب"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "دور پنجم جاری است و در هر زمان تنها یک دور جاری است. نخست آن را پایان دهید." in page
    assert "آب</textarea>" in page
    assert not Round.objects.filter(number=6).exists()


def test_a_round_is_closed_and_opened_again(sara):
    round = cast.make_round(5)
    closed = {"status": "closed", "closed": "۱۴۰۵/۹/۲", "known_meetings": "۲۷", "version": "1"}
    assert sara.post(edit(round), closed).status_code == 302
    round.refresh_from_db()
    assert (round.status, round.known_meetings, round.version) == ("closed", 27, 2)
    assert sara.post(edit(round), {"status": "active", "version": "2"}).status_code == 302
    assert [event.action for event in Event.objects.about(round)] == ["round.closed", "round.opened"]


def test_the_foci_that_stay_keep_their_rows(sara):
    round = cast.make_round(5)
    sara.post(edit(round), {"status": "active", "foci": "آب\nبازار\nراه", "version": "1"})
    before = {focus.title: focus.pk for focus in round.foci.all()}
    sara.post(edit(round), {"status": "active", "foci": "راه\nآب\nهوا", "version": "2"})
    after = {focus.title: focus.pk for focus in round.foci.order_by("position")}
    assert list(after) == ["راه", "آب", "هوا"]
    assert (after["آب"], after["راه"]) == (before["آب"], before["راه"])


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("number", "5"),
        ("number", "100"),
        ("number", ""),
        ("status", ""),
        ("opened", "۳۰ اسفند ۱۴۰۴"),
        ("closed", "۱۳۹۰"),
        ("known_meetings", "-1"),
        ("foci", "ن" * 201),
        ("foci", "\n".join(str(at) for at in range(21))),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(sara, field, sent):
    cast.make_round(5)
    typed = {"number": "6", "status": "closed", "opened": "۱۴۰۰", "closed": "۱۴۰۲", "foci": "آب", field: sent}
    answer = sara.post(reverse("round_new"), typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_the_active_round_has_no_end(sara):
    answer = sara.post(reverse("round_new"), {"number": "6", "status": "active", "closed": "۱۴۰۵"})
    assert list(answer.context["form"].errors) == ["closed"]


def test_two_who_change_one_round_do_not_overwrite_each_other(sara):
    round = cast.make_round(5)
    assert sara.post(edit(round), {"status": "active", "foci": "آب", "version": "1"}).status_code == 302
    answer = sara.post(edit(round), {"status": "active", "foci": "راه", "version": "1"})
    assert answer.status_code == 409
    assert "راه</textarea>" in answer.content.decode()
    assert [focus.title for focus in round.foci.all()] == ["آب"]
