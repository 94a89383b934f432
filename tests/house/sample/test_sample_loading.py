"""The sample is loaded once, into an archive of its own, with an account for each role."""

import io
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from people.models import User
from people.models.user import ROLES
from qazvin20.sample import accounts
from records.models import Event

pytestmark = pytest.mark.django_db(transaction=False)


def test_founding_data_never_gets_into_it():
    events = Event.objects.count()
    with pytest.raises(CommandError, match="is a sample"):
        call_command("load_founding_data")
    with patch("qazvin20.management.commands.prepare._static_files", return_value="as they were"):
        told = io.StringIO()
        call_command("prepare", stdout=told, stderr=io.StringIO())
    assert Event.objects.count() == events
    assert "user name: administrator" in told.getvalue()


def test_a_second_load_changes_nothing_and_another_seed_is_refused():
    events, told = Event.objects.count(), io.StringIO()
    call_command("load_sample", stdout=told)
    assert "it was there already" in told.getvalue()
    with pytest.raises(CommandError, match="there is a sample of seed 1 already"):
        call_command("load_sample", seed=2)
    assert Event.objects.count() == events


def test_there_is_an_account_for_each_role_whose_password_can_be_read_again():
    told = accounts.told()
    assert [account.role for account in told] == list(ROLES)
    for account in told:
        user = User.objects.get(username=account.role)
        assert user.check_password(account.password)
        assert [role for role in ROLES if getattr(user, f"is_{role}")] == [account.role]
    assert accounts.told() == told
    assert accounts._file().stat().st_mode & 0o077 == 0


def test_lost_passwords_are_made_anew():
    before = accounts.told()
    accounts._file().unlink()
    after = accounts.told()
    assert {account.password for account in before}.isdisjoint({account.password for account in after})
    assert User.objects.get(username="member").check_password(after[0].password)
