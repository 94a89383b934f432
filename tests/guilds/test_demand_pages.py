"""The register of demands, and the page of one: to whom it was referred and what was answered."""

from datetime import date
from unittest.mock import patch

import pytest

from guilds.models import Demand, DemandAnswer, DemandReferral, DemandReport
from meetings.models import Block
from persian.jalali import parse_date
from tests import cast
from tests.guilds.test_guild_pages import hear, make_guild, read
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today():
    with (
        patch("guilds.views.tehran_today", return_value=TODAY),
        patch("guilds.elsewhere.tehran_today", return_value=TODAY),
    ):
        yield


def make_demand(text: str = "آرد گندم", guild: str = "نانوایان", number: int = 2, **columns) -> Demand:
    visit = hear(make_guild(guild), number)
    return Demand.objects.create(**{"visit": visit, "number": 1, "text": text, "audience": "everyone", **columns})


def answer(demand: Demand, kind: str = "met", **columns) -> DemandAnswer:
    return DemandAnswer.objects.create(**{"demand": demand, "kind": kind, "audience": "everyone", **columns})


def found(query: str, user=None) -> list[str]:
    """Which of the demands «آرد», «چوب», «برق» the register holds."""
    page = read(f"/demands/?{query}", user)
    return [word for word in ("آرد", "چوب", "برق") if f"{word}</a>" in page]


@pytest.fixture
def three() -> dict[str, int]:
    """«آرد» of the bakers, «چوب» and «برق» of the joiners, of which one was referred and one answered."""
    flour = make_demand("آرد", state="referred")
    wood = make_demand("چوب", "درودگران", 3, state="answered")
    light = Demand.objects.create(visit=wood.visit, number=2, text="برق", audience="everyone", state="closed")
    body = cast.make_body("سازمان نان")
    DemandReferral.objects.create(demand=flour, body=body, deadline=date(2026, 11, 1))
    answer(wood, "beyond_powers")
    answer(light, "beyond_powers")
    answer(light, "partly")  # the newest one counts
    return {"bakers": flour.visit.guild_id, "joiners": wood.visit.guild_id, "body": body.pk}


def test_an_archive_without_demands_says_so():
    assert "هنوز خواسته‌ای ثبت نشده است" in read("/demands/")


@pytest.mark.parametrize(
    ("query", "demands"),
    [
        ("", ["آرد", "چوب", "برق"]),
        ("guild={bakers}", ["آرد"]),
        ("guild={joiners}&state=closed", ["برق"]),
        ("state=referred", ["آرد"]),
        ("body={body}", ["آرد"]),
        ("answer=beyond_powers", ["چوب"]),
        ("answer=partly", ["برق"]),
        ("answer=none", ["آرد"]),
        ("round=5", ["آرد", "چوب", "برق"]),
        ("guild={bakers}&answer=met", []),
        ("guild=0&body=x&state=%00x&answer=-1&round=99".replace("%00", ""), ["آرد", "چوب", "برق"]),
    ],
)
def test_the_register_is_narrowed_by_its_address(three, query, demands):
    assert found(query.format(**three)) == demands


def test_nothing_found_says_how_to_find_more(three):
    assert "خواسته‌ای با این پالایش پیدا نشد" in read(f"/demands/?guild={three['bakers']}&answer=met")


def test_a_deadline_that_passed_without_an_answer_is_late(three):
    assert "مهلت پاسخ ۱۰ آبان ۱۴۰۵ گذشته است" in read("/demands/")
    Demand.objects.update(state="answered")
    assert "گذشته است" not in read("/demands/")


def test_a_demand_tells_everything_that_came_of_it():
    body, other = cast.make_body("سازمان نان"), cast.make_body("اداره نمونه")
    demand = make_demand("آرد گندم کم است.", state="answered")
    cast.make_minutes(demand.visit.meeting, published="everyone")
    demand.block = Block.objects.filter(turn__minutes__meeting=demand.visit.meeting).get(number=3)
    demand.invitee = demand.visit.invitees.get()
    demand.save()
    DemandReferral.objects.create(
        demand=demand, body=body, referred_on=date(2026, 9, 1), deadline=date(2027, 1, 1), letter_number="12/7"
    )
    answer(demand, "will_be_met", text="سهمیه افزوده می‌شود.", promised_until=date(2027, 3, 1), body=body)
    answer(
        demand, "other_body", competent_body=other, given_on=parse_date("مهر ۱۴۰۵"), given_by_as_written="خانم پاسخگو"
    )
    page = read(demand.get_absolute_url())
    told = ("آرد گندم کم است.", "برآورده می‌شود (تا ۱۰ اسفند ۱۴۰۵)", "سهمیه افزوده می‌شود.", "در صلاحیت دستگاه دیگر")
    for words in (*told, "مهر ۱۴۰۵", "خانم پاسخگو", "آقای تنورساز", "مهلت پاسخ: ۱۱ دی ۱۴۰۵", "۱۲/۷", "پاسخ‌داده‌شده"):
        assert words in page
    for href in ("/meetings/5/2/#b3", demand.visit.guild.get_absolute_url(), body.get_absolute_url()):
        assert f'href="{href}"' in page


def test_a_demand_of_which_nothing_came_says_so():
    page = read(make_demand().get_absolute_url())
    assert "هنوز پاسخی به این خواسته داده نشده است" in page
    assert "هنوز به دستگاهی ارجاع نشده است" in page
    assert page.count("در سند درج نشده") == 3  # the line, who raised it, and the footer of every page


def test_a_line_of_a_draft_is_no_link():
    demand = make_demand()
    cast.make_minutes(demand.visit.meeting)
    Demand.objects.update(block=Block.objects.get(number=3))
    assert "#b3" not in read(demand.get_absolute_url())


def test_an_answer_for_members_is_not_told_to_a_visitor(three):
    demand = Demand.objects.get(text="آرد")
    answer(demand, "impossible", audience="members", text="پوشیده")
    assert "پوشیده" not in read(demand.get_absolute_url())
    assert "ناممکن" not in read("/demands/").partition("<ol")[2]
    assert found("answer=none") == ["آرد"]
    assert "پوشیده" in read(demand.get_absolute_url(), cast.maryam())
    assert found("answer=impossible", cast.maryam()) == ["آرد"]


def test_a_liaison_reads_what_was_referred_to_his_own_body_wherever_it_was_put():
    leila = cast.leila()
    demand = make_demand("آرد", audience="members")
    demand.visit.guild.audience = "members"
    demand.visit.guild.save()
    read(demand.get_absolute_url(), leila, status=404)
    DemandReferral.objects.create(demand=demand, body=leila.body)
    page = read(demand.get_absolute_url(), leila)
    assert "صنف نانوایان" in page
    assert f'href="{demand.visit.guild.get_absolute_url()}"' not in page  # its name, but not its page
    assert "ارجاع‌شده به دستگاه شما" in read("/demands/", leila)
    assert found(f"body={leila.body_id}", leila) == ["آرد"]
    assert found("") == []


def test_a_report_is_told_to_those_who_may_read_it():
    leila = cast.leila()
    demand = make_demand()
    DemandReferral.objects.create(demand=demand, body=leila.body, note="یادداشت ارجاع")
    DemandReport.objects.create(
        demand=demand, body=leila.body, text="بازدید شد.", percent=30, reporter_name="لیلا فرضی"
    )
    assert "بازدید شد." in read(demand.get_absolute_url(), leila)
    assert "۳۰٪" in read(demand.get_absolute_url(), cast.sara())
    assert "بازدید شد." not in read(demand.get_absolute_url()) + read(demand.get_absolute_url(), cast.maryam())
    assert "یادداشت ارجاع" in read(demand.get_absolute_url(), cast.sara())
    assert "یادداشت ارجاع" not in read(demand.get_absolute_url(), leila)


def test_a_body_leads_to_what_was_referred_to_it(three):
    page = read(f"/bodies/{three['body']}/")
    assert "خواسته‌های صنفی ارجاع‌شده" in page
    assert f'href="{Demand.objects.get(text="آرد").get_absolute_url()}"' in page
    assert "مهلت پاسخ ۱۰ آبان ۱۴۰۵ گذشته است" in page


def test_demands_of_one_visit_lead_to_one_another(three):
    first, second = Demand.objects.get(text="چوب"), Demand.objects.get(text="برق")
    assert f'href="{second.get_absolute_url()}" rel="next"' in read(first.get_absolute_url())
    assert f'href="{first.get_absolute_url()}" rel="prev"' in read(second.get_absolute_url())


def test_the_register_has_pages():
    visit = hear(make_guild())
    for number in range(1, 46):
        Demand.objects.create(visit=visit, number=number, text=f"آرد {number}", audience="everyone")
    page = read("/demands/?page=3")
    assert "صفحه ۳ از ۳" in page
    assert "آرد 45</a>" in page


@pytest.mark.once
def test_a_demand_takes_the_same_few_queries_for_3_and_300_rows():
    demand, secretary = make_demand(), cast.client_for(cast.sara())
    addresses = (demand.get_absolute_url(), "/demands/", f"/bodies/{cast.make_body('دستگاه 1').pk}/")

    def add(first: int, last: int) -> None:
        for number in range(first, last):
            body = cast.make_body(f"دستگاه {number}")
            DemandReferral.objects.create(demand=demand, body=body)
            answer(demand, "other_body", body=body, competent_body=body)
            DemandReport.objects.create(demand=demand, body=body, text="شد", reporter_name="لیلا")

    add(1, 4)
    few = [queries_of(secretary, address) for address in addresses]
    add(4, 301)
    assert [queries_of(secretary, address) for address in addresses] == few
