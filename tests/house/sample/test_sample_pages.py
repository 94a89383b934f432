"""Every page of the sample can be opened, and says that it is none of a real archive."""

from unittest.mock import patch

import pytest
from django.apps import apps
from django.db.models import Max
from django.test import Client
from django.urls import reverse

from meetings import minutes_pdf
from people.models import User
from records import sample
from records.models import Event
from records.steps import OTHER
from tests import cast
from tests.bench.walk import walk
from tests.house.sample.archive import signed_in

pytestmark = [pytest.mark.django_db(transaction=False), pytest.mark.once]
LABEL = "داده‌های نمونه و ساختگی"


def test_every_step_is_told_in_persian():
    administrator = signed_in("administrator")
    kinds = ["commitments.commitment", "meetings.meeting", "people.user", "statements.statement"]
    steps = Event.objects.filter(object_type__in=kinds).order_by().values("object_type", "action")
    for step in steps.annotate(one=Max("object_id")):
        one = apps.get_model(step["object_type"]).objects.get(pk=step["one"])
        address = reverse("user", args=[one.pk]) if isinstance(one, User) else one.get_absolute_url()
        page = administrator.get(address, follow=True).content.decode()
        assert step["action"] not in page, address
        assert OTHER not in page, step["action"]


@pytest.mark.parametrize(("reader", "each"), [("visitor", 1), ("liaison", 2), ("administrator", 1)])
def test_no_link_leads_nowhere(reader, each):
    """A few pages of each kind; bin/sweep opens them all."""
    client = Client() if reader == "visitor" else signed_in(reader)
    with patch.object(minutes_pdf.pdf.worker, "press", return_value=cast.PDF):
        steps = list(walk(client, each=each, seed=1))
    assert len(steps) > 50
    assert [(step.path, step.answer.status_code) for step in steps if step.answer.status_code != 200] == []


PAGES = (
    "/", "/rounds/", "/rounds/5/", "/meetings/", "/meetings/5/4/", "/meetings/1/9/", "/meetings/5/15/", "/people/",
    "/statements/", "/statements/8/", "/themes/", "/themes/3/", "/projects/", "/titles/", "/commitments/", "/bodies/",
    "/accounts/login/", "/nothing/here/",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_that_it_is_a_sample(address):
    visitor = Client()
    visitor.get("/")
    page = visitor.get(address).content.decode()
    assert page.count(LABEL) == 1


def test_the_back_door_says_so_too():
    assert LABEL in signed_in("administrator").get("/admin/").content.decode()


def test_a_real_archive_says_nothing_of_samples():
    sample.remember(False)
    assert "sample-line" not in Client().get("/").content.decode()


def test_a_member_reads_what_a_visitor_may_not():
    for address, hidden in ((reverse("edition", args=[5, 9, 1]), 404), (reverse("meeting_draft", args=[5, 13]), 302)):
        assert Client().get(address).status_code == hidden
        assert signed_in("member").get(address).status_code == 200
