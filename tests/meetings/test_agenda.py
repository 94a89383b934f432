"""The agenda of a meeting: offered, written, put in order, closed."""

import pytest

from meetings.models import AgendaItem
from people.models import Person
from tests import cast
from tests.forms import fields_of
from tests.meetings.planned import page_of, planned, sent, steps
from tests.queries import queries_of
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


def titles(meeting):
    return list(meeting.agenda.order_by("position").values_list("title", flat=True))


def item(meeting, position, title, **columns):
    return AgendaItem.objects.create(meeting=meeting, position=position, title=title, **columns)


def test_the_confirmation_of_the_last_minutes_and_what_was_left_are_offered(sara):
    last, meeting = cast.make_meeting(1), planned(3)
    planned(2, state="cancelled")
    cast.make_minutes(last)
    speaker = cast.make_person("گزارشگر", "")
    item(last, 1, "گزارش فصل", outcome="left", presenter=speaker, presenter_as_written="گزارشگر")
    item(last, 2, "آنچه رسیدگی شد", outcome="done")
    address = page_of("meeting_agenda", meeting)
    sent(sara, address, {"new-1-title": "بند تازه"})
    assert titles(meeting) == ["قرائت و تأیید صورتجلسه جلسه اول دور پنجم", "گزارش فصل", "بند تازه"]
    assert meeting.agenda.get(position=2).presenter == speaker
    assert steps(meeting) == ["meeting.agenda_changed"]
    assert "از جلسه پیش" not in read(address, cast.sara()), "nothing is offered twice"


def test_a_confirmation_that_took_place_is_not_offered_again(sara):
    last, meeting = cast.make_meeting(1), planned(3)
    cast.make_minutes(last, confirmed_at_meeting=cast.make_meeting(2, state="planned"))
    assert "قرائت و تأیید" not in read(page_of("meeting_agenda", meeting), cast.sara())


def test_the_first_meeting_of_a_round_looks_back_to_the_round_before(sara):
    cast.make_minutes(cast.make_meeting(27, cast.make_round(4)))
    offered = read(page_of("meeting_agenda", planned(1)), cast.sara())
    assert "قرائت و تأیید صورتجلسه جلسه بیست و هفتم دور چهارم" in offered


def test_items_are_put_in_order_changed_and_taken_away_by_plain_fields(sara):
    meeting = planned()
    rows = [item(meeting, at, title) for at, title in enumerate(("یک", "دو", "سه"), start=1)]
    first, second, third = (f"item-{row.pk}" for row in rows)
    sent(
        sara,
        page_of("meeting_agenda", meeting),
        {
            f"{first}-position": "۳",
            f"{second}-remove": "on",
            f"{third}-position": "1",
            f"{third}-minutes_planned": "۱۵",
            f"{third}-presenter": "خانم نو",
            f"{third}-presenter_id": "new",
            "new-1-title": "چهار",
        },
    )
    assert titles(meeting) == ["سه", "یک", "چهار"]
    assert AgendaItem.objects.get(title="سه").pk == rows[2].pk, "an item stays the row that it was"
    assert (meeting.agenda.get(position=1).minutes_planned, str(Person.objects.get())) == (15, "خانم نو")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"new-1-minutes_planned": "۱۵"}, "عنوان این بند خالی است"),
        ({"new-1-title": "بند", "new-1-minutes_planned": "۹۹۹"}, "میان ۱ و ۶۰۰"),
        ({"new-1-title": "بند", "new-1-presenter": "کس ناشناس"}, "شخص تازه است"),
        ({"new-1-title": "ق" * 501}, "بیش از ۵۰۰ نویسه"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(sara, changed, said):
    meeting = planned()
    answer = sent(sara, page_of("meeting_agenda", meeting), {"new-2-title": "بند درست", **changed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert fields_of(answer)["new-2-title"] == ["بند درست"]
    assert titles(meeting) == []


def test_a_conflict_shows_both_and_loses_nothing(sara):
    meeting = planned()
    gone = item(meeting, 1, "یک")
    address = page_of("meeting_agenda", meeting)
    mine = {**fields_of(sara.get(address)), f"item-{gone.pk}-title": "یک، به قلم من", "new-1-title": "از من"}
    sent(cast.client_for(cast.ali()), address, {f"item-{gone.pk}-remove": "on", "new-1-title": "از او"})
    answer = sara.post(address, mine)
    assert answer.status_code == 409
    assert "آنچه اکنون ثبت است" in answer.content.decode() and "از او" in answer.content.decode()
    assert sara.post(address, fields_of(answer)).status_code == 302
    assert titles(meeting) == ["یک، به قلم من", "از من"]


def test_the_outcome_is_noted_afterwards_also_of_a_meeting_whose_minutes_are_published(sara):
    meeting = cast.make_meeting(2)
    row = item(meeting, 1, "یک")
    sent(sara, page_of("meeting_agenda", meeting), {f"item-{row.pk}-outcome": "left"})
    assert AgendaItem.objects.get().outcome == "left"
    cast.make_minutes(meeting, published="everyone", by=cast.sara())
    sent(sara, page_of("meeting_agenda", meeting), {f"outcome-{row.pk}": "done"})
    assert AgendaItem.objects.get().outcome == "done"
    assert steps(meeting)[-1] == "meeting.outcomes_noted"


@pytest.mark.once
def test_a_long_agenda_takes_no_more_queries(sara):
    short, long = planned(2), planned(3)
    item(short, 1, "بند")
    for at in range(1, 41):
        item(long, at, f"بند {at}", presenter=cast.make_person(f"شخص {at}", ""), presenter_as_written=f"شخص {at}")
    asked = [queries_of(sara, page_of("meeting_agenda", meeting)) for meeting in (short, long)]
    assert asked[0] == asked[1]
