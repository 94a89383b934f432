"""What was said of a theme, a project or a raised title: each line with its speaker, its place and its meeting."""

import re

import pytest

from meetings.models import Block, Mention
from projects.models import Project, RaisedTitle, Theme
from tests import cast
from tests.markup import parse_errors
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

SAID = "**خانم زهرا مثال (دبیر):** از باغ‌ها گفت.\n\n- باغ شمالی آب می‌خواهد\n- باغ جنوبی دیوار می‌خواهد\n"


@pytest.fixture
def theme() -> Theme:
    return Theme.objects.create(number=3, title="باغ‌ها", audience="everyone")


def speak_of(told, number: int = 1, published: str = "everyone", round: int = 5, text: str = SAID):
    """New minutes of a meeting, every line of which speaks of `told`."""
    meeting = cast.make_meeting(number, round)
    minutes = cast.make_minutes(meeting, text, published=published)
    blocks = Block.objects.filter(turn__minutes=minutes)
    name = {Theme: "theme", Project: "project", RaisedTitle: "title"}[type(told)]
    Mention.objects.bulk_create([Mention(block=block, **{name: told}) for block in blocks])
    return minutes


def read(address: str, user=None) -> str:
    answer = cast.client_for(user or cast.visitor()).get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page


def lines(page: str) -> list[str]:
    return re.findall(r"<blockquote[^>]*><p>([^<]*)</p>", page)


def test_a_theme_of_which_nothing_was_said_says_so(theme):
    assert "هنوز سخنی از آن نشانه‌گذاری نشده است" in read("/themes/3/")
    assert "هنوز سخنی از آن نشانه‌گذاری نشده است" in read("/themes/3/lines/")


def test_each_line_has_its_speaker_and_leads_to_its_place(theme):
    turn = speak_of(theme).turns.get()
    for address in ("/themes/3/", "/themes/3/lines/"):
        page = read(address)
        assert lines(page) == ["از باغ‌ها گفت.", "باغ شمالی آب می‌خواهد", "باغ جنوبی دیوار می‌خواهد"]
        assert (
            f'<a href="/people/{turn.person_id}/">خانم زهرا مثال</a> (دبیر)، <a href="/meetings/5/1/#b2">بند ۲</a>'
            in page
        )
        assert '<a href="/meetings/5/1/">صورتجلسه اول دور پنجم</a>' in page
        assert "۳ بند" in page


def test_the_story_is_told_from_the_first_meeting_on(theme):
    for number, round in ((2, 5), (1, 5), (9, 1)):
        speak_of(theme, number, round=round)
    order = re.findall(r'<h3 class="rows__t"><a href="(/meetings/[^"]*)"', read("/themes/3/lines/"))
    assert order == ["/meetings/1/9/", "/meetings/5/1/", "/meetings/5/2/"]


def test_a_project_and_a_raised_title_have_their_stories_too(theme):
    project = Project.objects.create(theme=theme, title="دیوار باغ", audience="everyone")
    title = RaisedTitle.objects.create(text="باغ‌های کهن", audience="everyone")
    for number, told in ((1, project), (2, title)):
        speak_of(told, number)
        assert len(lines(read(told.get_absolute_url()))) == 3
        assert len(lines(read(f"{told.get_absolute_url()}lines/"))) == 3


def test_minutes_for_members_and_drafts_tell_a_visitor_nothing(theme):
    speak_of(theme, 1, "members")
    speak_of(theme, 2, "")
    assert lines(read("/themes/3/lines/")) == []
    assert len(lines(read("/themes/3/lines/", cast.maryam()))) == 3


def test_after_a_correction_the_line_is_read_in_the_edition_that_has_it(theme):
    minutes = speak_of(theme)
    cast.make_minutes(minutes.meeting, published="everyone")
    assert 'href="/meetings/5/1/editions/1/#b2"' in read("/themes/3/")


def test_a_long_story_is_told_in_part_and_has_pages(theme):
    for number in range(1, 13):
        speak_of(theme, number)
    page = read("/themes/3/")
    assert len(lines(page)) == 10
    assert '<a href="/themes/3/lines/">همه ۳۶ بند</a>' in page
    assert len(lines(read("/themes/3/lines/"))) == 30
    assert len(lines(read("/themes/3/lines/?page=2"))) == 6
    assert len(lines(read("/themes/3/lines/?page=77"))) == 6


def test_of_a_very_long_line_the_beginning_is_shown(theme):
    speak_of(theme, text=f"**آقای نمونه:** {'باغ ' * 3000}")
    (line,) = lines(read("/themes/3/"))
    assert len(line) < 500
    assert line.endswith("باغ …")


def test_the_margin_of_the_minutes_leads_back_to_what_a_line_speaks_of(theme):
    kept = Theme.objects.create(number=4, title="پوشیده", audience="members")
    project = Project.objects.create(theme=kept, title="پروژه پوشیده", audience="everyone")
    minutes = speak_of(theme)
    block = Block.objects.filter(turn__minutes=minutes).first()
    for told in ({"theme": kept}, {"project": project}):
        Mention.objects.create(block=block, **told)
    page = read("/meetings/5/1/")
    assert '<a href="/themes/3/">باغ‌ها</a>' in page
    assert "پوشیده" not in page
    assert f'<a href="/projects/{project.pk}/">پروژه پوشیده</a>' in read("/meetings/5/1/", cast.maryam())


@pytest.mark.once
@pytest.mark.parametrize("address", ["/themes/3/", "/themes/3/lines/"])
def test_a_story_takes_the_same_few_queries_for_3_and_300_lines(theme, address):
    secretary = cast.client_for(cast.sara())
    speak_of(theme)
    few = queries_of(secretary, address)
    many = "".join(f"**آقای نمونه:** گفت.\n{'- باغ' + chr(10)}\n" for _ in range(10))
    for number in range(2, 17):
        speak_of(theme, number, text=many)
    assert queries_of(secretary, address) == few
