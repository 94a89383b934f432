"""The guilds, heard and not heard yet, and the page of one."""

import re

import pytest

from guilds.models import Demand, DemandReferral, Guild, Invitee, Visit
from meetings.models import Attendance, Meeting
from tests import cast
from tests.markup import parse_errors
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def read(address: str, user=None, status: int = 200) -> str:
    answer = cast.client_for(user or cast.visitor()).get(address)
    assert answer.status_code == status
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page


def make_guild(name: str = "نانوایان", audience: str = "everyone", **columns) -> Guild:
    return Guild.objects.create(name=name, audience=audience, **columns)


def hear(guild: Guild, number: int = 2, published: str = "", demands: int = 0, **columns) -> Visit:
    """The visit of a guild to a meeting of round five, with one invitee and so many demands for everyone."""
    meeting = Meeting.objects.filter(number=number, round__number=5).first() or cast.make_meeting(number, **columns)
    if published:
        cast.make_minutes(meeting, published=published)
    visit = Visit.objects.create(guild=guild, meeting=meeting, note="یادداشت دبیرخانه")
    seat = Attendance.objects.create(meeting=meeting, name_as_written="آقای تنورساز", capacity="guild_invitee")
    Invitee.objects.create(visit=visit, attendance=seat, union_role="رئیس اتحادیه", branch="نان سنتی")
    for at in range(1, demands + 1):
        Demand.objects.create(visit=visit, number=at, text=f"آرد گندم {at}", audience="everyone")
    return visit


def names(page: str) -> list[str]:
    return re.findall(r'class="rows__t"><a [^>]*>([^<]*)<', page)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", page))


def test_an_archive_without_guilds_says_so():
    assert "هنوز صنفی ثبت نشده است" in read("/guilds/")


def test_the_list_tells_who_was_heard_and_who_was_not():
    hear(make_guild(), 2, demands=3)
    make_guild("درودگران")
    page = read("/guilds/")
    assert "۱ از ۲ صنف" in words(page)
    assert "۱ صنف هنوز شنیده نشده است" in page
    assert names(page) == ["درودگران", "نانوایان"]
    assert '<a href="/meetings/5/2/">جلسه دوم دور پنجم</a>' in page
    assert "۳ خواسته" in page


def test_coverage_counts_guilds_and_visits_of_each_round():
    guild = make_guild()
    hear(guild, 2)
    hear(guild, 3)
    Visit.objects.create(guild=make_guild("درودگران"), meeting=cast.make_meeting(1, 4))
    page = words(read("/guilds/"))
    assert "دور چهارم ۱ صنف" in page
    assert "دور پنجم ۱ صنف، در ۲ حضور" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("heard=yes", ["نانوایان"]),
        ("heard=no", ["درودگران"]),
        ("round=5", ["نانوایان"]),
        ("round=1", []),
        ("kind=production_services", ["درودگران"]),
        ("q=دُرودگر", ["درودگران"]),
        ("heard=%27&round=x&kind=", ["درودگران", "نانوایان"]),
    ],
)
def test_the_list_is_narrowed_by_its_address(query, found):
    cast.make_round(1)
    hear(make_guild())
    make_guild("درودگران", kind="production_services")
    page = read(f"/guilds/?{query}")
    assert names(page) == found
    assert ("صنفی با این پالایش پیدا نشد" in page) == (not found)


def test_a_retired_guild_stays_in_the_list_as_far_as_it_was_heard():
    hear(make_guild(is_retired=True))
    make_guild("درودگران", is_retired=True)
    page = read("/guilds/")
    assert names(page) == ["نانوایان"]
    assert "کنارگذاشته" in page
    assert "۱ از ۱ صنف" in words(page)


def test_a_guild_leads_to_its_union_its_meetings_and_its_demands():
    union = cast.make_body("اتحادیه نانوایان")
    guild = make_guild(union=union)
    visit = hear(guild, published="everyone", demands=2)
    demand = visit.demands.get(number=1)
    DemandReferral.objects.create(demand=demand, body=cast.make_body("سازمان نان"))
    page = read(guild.get_absolute_url())
    for href in (union.get_absolute_url(), "/meetings/5/2/", demand.get_absolute_url(), f"/demands/?guild={guild.pk}"):
        assert f'href="{href}"' in page
    for told in ("آرد گندم 1", "ثبت‌شده", "ارجاع به سازمان نان", "آقای تنورساز", "رئیس اتحادیه، نان سنتی"):
        assert told in page


def test_a_guild_that_was_not_heard_says_so():
    assert "هنوز در جلسه‌ای شنیده نشده است" in read(make_guild().get_absolute_url())


def test_who_was_invited_is_told_with_the_minutes_and_to_the_secretariat_before():
    guild = make_guild()
    hear(guild)
    assert "آقای تنورساز" not in read(guild.get_absolute_url())
    assert "آقای تنورساز" not in read(guild.get_absolute_url(), cast.maryam())
    assert "آقای تنورساز" in read(guild.get_absolute_url(), cast.sara())
    cast.make_minutes(Meeting.objects.get(), published="members")
    assert "آقای تنورساز" not in read(guild.get_absolute_url())
    assert "آقای تنورساز" in read(guild.get_absolute_url(), cast.maryam())


def test_the_note_of_a_visit_is_for_members():
    guild = make_guild()
    hear(guild)
    assert "یادداشت دبیرخانه" not in read(guild.get_absolute_url())
    assert "یادداشت دبیرخانه" in read(guild.get_absolute_url(), cast.maryam())


def test_what_is_for_members_is_not_there_for_a_visitor():
    kept, guild = make_guild("پوشیدگان", "members"), make_guild()
    hear(kept, 2)
    hear(guild, 3, audience="members", demands=1)
    page = read("/guilds/")
    assert "پوشیدگان" not in page
    assert "۰ از ۱ صنف" in words(page)
    assert "آرد گندم" not in read(guild.get_absolute_url())
    read(kept.get_absolute_url(), status=404)
    assert "آرد گندم" in read(guild.get_absolute_url(), cast.maryam())


def test_a_meeting_and_its_round_lead_to_the_guild_that_was_heard():
    guild = make_guild()
    visit = hear(guild, published="everyone", demands=1)
    for address in ("/meetings/5/2/", "/rounds/5/"):
        assert f'href="{guild.get_absolute_url()}"' in read(address)
    assert f'href="{visit.demands.get().get_absolute_url()}"' in read("/meetings/5/2/")


@pytest.mark.once
def test_pages_take_the_same_few_queries_for_3_and_300_rows():
    secretary, guild = cast.client_for(cast.sara()), make_guild(union=cast.make_body())

    def add(first: int, last: int) -> None:
        for number in range(first, last):
            hear(guild, number, demands=1)
            visit = hear(make_guild(f"صنف {number}"), number, demands=1)
            DemandReferral.objects.create(demand=visit.demands.get(), body=cast.make_body())

    add(2, 5)
    addresses = ("/guilds/", guild.get_absolute_url(), "/meetings/5/2/", "/rounds/5/", "/demands/")
    few = {address: queries_of(secretary, address) for address in addresses}
    add(5, 152)
    assert {address: queries_of(secretary, address) for address in addresses} == few
