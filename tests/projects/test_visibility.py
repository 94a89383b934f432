"""Raised titles, themes and projects: whoever belongs to the audience reads them."""

import pytest
from django.db import IntegrityError

from projects.access import may_keep_projects, may_read
from projects.models import BudgetLine, Project, ProjectStage, RaisedTitle, Theme
from tests import cast

KEEPERS = {"secretary", "confirmer", "administrator"}
READERS = {"member", "secretary", "confirmer", "administrator"}


@pytest.mark.parametrize("role", cast.ROLES)
def test_what_is_for_members_is_read_by_members_and_the_secretariat(db, role):
    user = cast.ROLES[role]()
    theme = Theme.objects.create(number=1, title="موضوع نمونه", audience="members")
    project = Project.objects.create(theme=theme, title="پروژه نمونه", audience="members")
    title = RaisedTitle.objects.create(text="عنوان نمونه", audience="members")
    for row in (theme, project, title):
        assert may_read(user, row) == (role in READERS)
        assert type(row).objects.visible_to(user).exists() == (role in READERS)


@pytest.mark.parametrize("role", cast.ROLES)
def test_what_is_for_everyone_is_read_by_everyone(db, role):
    theme = Theme.objects.create(number=1, audience="everyone")
    assert may_read(cast.ROLES[role](), theme)
    assert list(Theme.objects.visible_to(cast.ROLES[role]())) == [theme]


@pytest.mark.parametrize("role", cast.ROLES)
def test_the_secretariat_keeps_them(db, role):
    assert may_keep_projects(cast.ROLES[role]()) == (role in KEEPERS)


def test_who_was_disabled_reads_and_keeps_nothing_for_members(db):
    sara = cast.sara()
    sara.is_active = False
    assert not may_keep_projects(sara)
    assert not may_read(sara, Theme(number=1, audience="members"))


def test_a_theme_known_by_its_number_alone_has_a_name_to_show(db):
    assert str(Theme.objects.create(number=7)) == "موضوع ۷"


def test_a_stage_does_not_come_further_than_the_whole(db):
    project = Project.objects.create(theme=Theme.objects.create(number=1), title="پروژه نمونه")
    with pytest.raises(IntegrityError):
        ProjectStage.objects.create(project=project, position=1, title="مطالعه", physical_progress=101)


def test_a_budget_line_is_of_a_jalali_year(db):
    project = Project.objects.create(theme=Theme.objects.create(number=1), title="پروژه نمونه")
    with pytest.raises(IntegrityError):
        BudgetLine.objects.create(project=project, year=2026)
