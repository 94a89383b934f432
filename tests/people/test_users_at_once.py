"""Several at once, in connections of their own: a link works once, and an administrator is always left."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from people.models import SignInLink, User
from people.models.user import LastAdministrator
from records.models import Event
from tests import cast
from tests.people.doors import link_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps: Callable[[], object]) -> list[object]:
    """What each of the steps came to, taken in threads that start together: its value, or what it raised."""
    gate = threading.Barrier(len(steps))
    results: list[object] = []

    def take(step: Callable[[], object]) -> None:
        gate.wait()
        try:
            results.append(step())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_link_that_six_use_at_once_lets_one_in():
    ali = cast.client_for(cast.ali())
    link = link_of(ali.post(f"/users/{cast.sara().pk}/link/"))

    def use(number: int) -> Callable[[], int]:
        password = f"چهار چنار کهن {number}"
        return lambda: Client().post(link, {"password1": password, "password2": password}).status_code

    assert sorted(at_once(*(use(number) for number in range(6)))) == [302, 404, 404, 404, 404, 404]
    assert SignInLink.objects.get().used_at
    assert Event.objects.filter(action="user.link_used").count() == 1


def test_two_administrators_who_close_each_other_leave_one():
    first, second = cast.ali(), cast.make_user("second", roles=("administrator",))
    results = at_once(
        lambda: first.close(version=1, by=second),
        lambda: second.close(version=1, by=first),
    )
    assert sorted(type(result).__name__ for result in results) == [LastAdministrator.__name__, "NoneType"]
    assert User.objects.filter(is_active=True).count() == 1
