"""Themes, projects, titles, guilds, demands, ledger and search in a real browser, with much and with nothing."""

from datetime import date

import pytest

from guilds.models import Demand, DemandAnswer, DemandReferral, DemandReport, Guild, Invitee, Visit
from meetings.models import Attendance, Block, Mention
from persian.jalali import parse_date
from projects.models import BudgetLine, Project, ProjectStage, RaisedTitle, Theme
from statements.models import Statement
from tests import cast
from tests.browser.papers import UNBROKEN, long_paper
from tests.browser.test_pages import objections
from tests.browser.test_serving import NEXT_PAGE
from tests.browser.watch import transferred

MOST = 2**63 - 1  # rial


@pytest.fixture
def full(transactional_db):
    """Every column filled to its end with nothing to break at, every state and kind, many rows, and some bare ones."""
    body, first = cast.make_body(UNBROKEN), cast.make_round(1)
    long = Theme.objects.create(number=1, title=UNBROKEN, explanation=UNBROKEN * 3, round=first, audience="everyone")
    for number in range(2, 22):
        Theme.objects.create(number=number, title=f"موضوع نمونه {number}" if number % 2 else "", audience="everyone")
    for at in range(30):
        project = Project.objects.create(
            theme=long,
            title=UNBROKEN + UNBROKEN[:100] if at == 0 else f"پروژه نمونه {at}",
            description=UNBROKEN * 2,
            field=UNBROKEN[:100],
            state=Project.State.values[at % 9],
            employer=body,
            contractor=UNBROKEN,
            site=UNBROKEN,
            audience="everyone",
        )
        project.bodies.add(body)
        for year, inclusion in enumerate(BudgetLine.Inclusion.values, start=1400):
            BudgetLine.objects.create(
                project=project, year=year, row_code=UNBROKEN[:40], heading=UNBROKEN, note=UNBROKEN,
                inclusion=inclusion, approved=MOST, allocated=MOST // 2, spent=0,
            )  # fmt: skip
        for position, percent in enumerate((0, 50, 100, None), start=1):
            ProjectStage.objects.create(
                project=project, position=position, title=UNBROKEN, weight=25, physical_progress=percent,
                financial_progress=percent, planned_start=parse_date("۱۴۰۱"), planned_end=parse_date("۲ آذر ۱۴۰۵"),
            )  # fmt: skip
    titles = [
        RaisedTitle.objects.create(
            text=(UNBROKEN * 3)[:500] if at == 0 else f"عنوان نمونه {at}",
            field=UNBROKEN[:100] if at < 2 else "",
            raised_by=UNBROKEN,
            round=first,
            theme=long,
            audience="everyone",
        )
        for at in range(60)
    ]
    guild = _guilds(body)
    minutes = cast.make_minutes(guild.visits.get().meeting, long_paper(), published="everyone")
    for block in Block.objects.filter(turn__minutes=minutes):
        for told in ({"theme": long}, {"project": Project.objects.earliest("id")}, {"title": titles[0]}):
            Mention.objects.create(block=block, **told)
    Statement.objects.create(number=3, state="issued", audience="everyone")
    return {
        "project": Project.objects.earliest("id").pk,
        "title": titles[0].pk,
        "guild": guild.pk,
        "bare": Guild.objects.latest("id").pk,
        "demand": Demand.objects.earliest("id").pk,
        "unbroken": UNBROKEN[:50],
    }


def _guilds(body) -> Guild:
    guild = Guild.objects.create(name=UNBROKEN, kind="production_services", union=body, audience="everyone")
    visit = Visit.objects.create(guild=guild, meeting=cast.make_meeting(2, title=UNBROKEN), note=UNBROKEN)
    for at in range(1, 11):
        seat = Attendance.objects.create(
            meeting=visit.meeting, name_as_written=UNBROKEN, post_as_written=UNBROKEN, capacity="guild_invitee"
        )
        Invitee.objects.create(visit=visit, attendance=seat, union_role=UNBROKEN[:150], unit=UNBROKEN)
        demand = Demand.objects.create(
            visit=visit, number=at, text=UNBROKEN * 3 if at < 3 else "آرد کم است.", invitee=seat.guild_invitee,
            state=Demand.State.values[at % 4], audience="everyone",
        )  # fmt: skip
        DemandReferral.objects.create(
            demand=demand, body=body, deadline=date(2026, 1, 1), letter_number=UNBROKEN[:40], note=UNBROKEN
        )
        DemandReport.objects.create(demand=demand, body=body, text=UNBROKEN, percent=40, reporter_name=UNBROKEN)
    for kind in DemandAnswer.Kind.values:
        DemandAnswer.objects.create(
            demand=Demand.objects.earliest("id"), kind=kind, body=body, text=UNBROKEN, given_by_as_written=UNBROKEN,
            letter_number=UNBROKEN[:40], audience="everyone", competent_body=body if kind == "other_body" else None,
        )  # fmt: skip
    for at in range(60):
        Guild.objects.create(name=f"صنف نمونه {at}", audience="everyone", is_retired=False)
    return guild


PAGES = [
    "/themes/",
    "/themes/1/",
    "/themes/2/",  # its number alone
    "/themes/1/lines/",
    "/projects/",
    "/projects/?state=halted&theme=1",
    "/projects/?q=ژاژ",  # nothing
    "/projects/{project}/",
    "/titles/",
    "/titles/?page=2",
    "/titles/{title}/",
    "/guilds/",
    "/guilds/?heard=no&page=2",
    "/guilds/{guild}/",
    "/guilds/{bare}/",
    "/demands/",
    "/demands/{demand}/",
    "/ledger/",
    "/search/?q=نمونه",
    "/search/?q={unbroken}",
    "/search/?q=ژاژ",  # nothing
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_full_to_its_end_is_sound_on_every_screen(full, live_server, page, sign_in, path):
    sign_in(page, cast.ali())
    answer = page.goto(live_server.url + path.format(**full))
    assert answer.status == 200
    assert page.locator("main h1").count() == 1
    assert objections(page, answer.body()) == []


@pytest.mark.parametrize(
    "path", ["/themes/", "/projects/", "/titles/", "/guilds/", "/demands/", "/ledger/", "/search/", "/search/?q=ب"]
)
def test_an_archive_with_nothing_in_it_is_sound_too(live_server, page, sign_in, path):
    sign_in(page, cast.sara())
    answer = page.goto(live_server.url + path)
    assert answer.status == 200
    assert objections(page, answer.body()) == []


def test_the_lists_are_narrowed_without_scripts(full, live_server, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/projects/")
    page.get_by_label("وضعیت").select_option("متوقف")
    page.get_by_role("button", name="پالایش").click()
    assert "state=halted" in page.url
    assert "وضعیت: متوقف" in page.get_by_role("status").inner_text()
    page.get_by_role("link", name="برداشتن پالایش").click()
    assert page.url == f"{live_server.url}/projects/"


def test_home_finds_a_title_by_keyboard(full, live_server, page):
    page.goto(f"{live_server.url}/")
    page.get_by_label("عنوان یا نام").fill("پروژه نمونه ۷")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="پروژه نمونه 7").click()
    assert page.locator("main h1").inner_text() == "پروژه نمونه 7"


@pytest.mark.parametrize(
    "path", ["/themes/", "/themes/7/", "/projects/", "/guilds/", "/demands/", "/ledger/", "/search/"]
)
def test_the_next_page_is_light(filled, page, path):
    page.goto(f"{filled.url}/meetings/5/1/", wait_until="networkidle")
    assert transferred(page, filled.address(path)) <= NEXT_PAGE
