"""A meeting that is ahead, and what a browser sends of its pages."""

from datetime import time

from django.urls import reverse

from persian.jalali import parse_date
from records.models import Event
from tests import cast
from tests.forms import fields_of


def planned(number=2, **columns):
    """A planned meeting of the fifth round of which day, hour and place are known."""
    given = {"state": "planned", "held_on": parse_date("۱۴۰۵/۱۰/۲"), "starts_at": time(16), "place": "تالار شهر"}
    return cast.make_meeting(number, **{**given, **columns})


def page_of(name, meeting, *more):
    return reverse(name, args=[*meeting.address, *more])


def sent(browser, address, more=None, **changed):
    """The answer to the page's form, some fields changed; `more` are those whose names are no words of Python."""
    return browser.post(address, {**fields_of(browser.get(address)), **(more or {}), **changed})


def steps(meeting):
    """The names of the steps that were taken with the meeting, from the first."""
    return [event.action for event in Event.objects.about(meeting)]
