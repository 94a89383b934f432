"""The event chain: gapless, sealed row by row, and never changed again."""

import os
import threading
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from people.models import Round, User
from records import audit, chain, triggers
from records.models import ChainHead, Edition, Event
from tests import cast
from tests.records.tampering import tampering


@dataclass
class Stranger:
    """Who acts without an account that the database knows."""

    pk: int
    display_name: str


def append(number: int = 1, **columns) -> Event:
    with transaction.atomic():
        return chain.append("round.noted", cast.make_round(number), by=columns.pop("by", None), **columns)


@pytest.mark.django_db
def test_events_follow_one_another_without_a_gap_and_each_names_the_hash_before_it():
    first, second, third = append(1), append(2), append(1)
    assert [event.sequence for event in (first, second, third)] == [1, 2, 3]
    assert first.previous_hash == chain.FIRST
    assert second.previous_hash == first.hash
    assert third.previous_hash == second.hash
    head = ChainHead.objects.get()
    assert (head.sequence, head.hash) == (3, third.hash)


@pytest.mark.django_db
def test_what_the_database_gives_back_still_has_the_hash_that_was_sealed():
    append(
        3, by=cast.sara(), version=7, reason="سطر یک\nسطر دو", snapshot={"ب": [1, None], "الف": "«می‌شود»"}, files=["ab"]
    )
    event = Event.objects.get()
    assert chain.hash_of(event) == event.hash
    assert event.content == {"الف": "«می‌شود»", "ب": [1, None]}
    assert event.snapshot.index("الف") < event.snapshot.index("ب")
    assert event.file_hashes == ["ab"]
    assert (event.object_type, event.object_label, event.version) == ("people.round", "دور سوم", 7)


CHANGED = {
    "sequence": 9,
    "at": None,
    "actor_id": 77,
    "actor_name": "کس دیگر",
    "action": "round.gone",
    "object_type": "people.body",
    "object_id": 10**9,
    "object_label": "دور دیگر",
    "version": 99,
    "reason": "دلیل دیگر",
    "snapshot": "[]",
    "files": '["00"]',
    "previous_hash": "f" * 64,
}


@pytest.mark.django_db
@pytest.mark.parametrize("column", [field.name for field in Event._meta.fields if field.name != "hash"])
def test_the_hash_depends_on_every_column(column):
    event = append(by=cast.sara())
    value = event.at + timedelta(microseconds=1) if column == "at" else CHANGED[column]
    setattr(event, column, value)
    assert chain.hash_of(event) != event.hash


@pytest.mark.django_db
def test_the_seal_depends_on_the_key(settings):
    event = append()
    settings.CHAIN_KEY = "another key"
    assert chain.hash_of(event) != event.hash


@pytest.mark.django_db
def test_values_next_to_one_another_can_not_change_places_under_the_same_hash():
    event = append(reason="الف")
    event.object_label, event.reason = f"{event.object_label}الف", ""
    assert chain.hash_of(event) != event.hash


@pytest.mark.django_db
def test_the_name_of_who_acted_stays_when_the_account_is_gone():
    user = cast.sara()
    event = append(by=user)
    User.objects.filter(pk=user.pk).delete()
    kept = Event.objects.get(pk=event.pk)
    assert (kept.actor_id, kept.actor_name) == (user.pk, "سارا فرضی")
    assert chain.hash_of(kept) == kept.hash


@pytest.mark.django_db
def test_a_later_name_of_the_account_does_not_change_what_was_written():
    user = cast.sara()
    event = append(by=user)
    User.objects.filter(pk=user.pk).update(name="نامی تازه")
    assert Event.objects.get(pk=event.pk).actor_name == "سارا فرضی"


@pytest.mark.django_db
def test_where_nobody_acted_the_system_did():
    assert append().actor_name == "سامانه"
    assert append().actor_id is None


@pytest.mark.django_db
def test_names_and_labels_longer_than_their_columns_are_cut_before_they_are_sealed():
    body = cast.make_body("ن" * 200)
    body.name = "ن" * 400
    event = chain.append("body.noted", body, by=Stranger(1, "د" * 300))
    kept = Event.objects.get(pk=event.pk)
    assert (len(kept.actor_name), len(kept.object_label)) == (200, 300)
    assert chain.hash_of(kept) == kept.hash


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    round = cast.make_round(1)
    with pytest.raises(transaction.TransactionManagementError):
        chain.append("round.noted", round, by=None)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_falls_with_its_step():
    append()
    with pytest.raises(RuntimeError), transaction.atomic():
        chain.append("round.noted", cast.make_round(1), by=None)
        raise RuntimeError
    assert append().sequence == 2
    assert audit.examine().faults == []


THREADS, EACH = 6, 15


def append_some(round: Round, errors: list[Exception]) -> None:
    try:
        for _ in range(EACH):
            with transaction.atomic():
                chain.append("round.noted", round, by=None)
    except Exception as error:  # told by the test
        errors.append(error)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_threads_that_append_at_once_make_one_gapless_chain():
    round, errors = cast.make_round(1), []
    threads = [threading.Thread(target=append_some, args=(round, errors)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert list(Event.objects.values_list("sequence", flat=True)) == list(range(1, THREADS * EACH + 1))
    assert audit.examine().faults == []


@pytest.mark.django_db(transaction=True)
def test_processes_that_append_at_once_make_one_gapless_chain():
    round = cast.make_round(1)
    connections.close_all()  # a connection can't be shared with a child
    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            errors: list[Exception] = []
            append_some(round, errors)
            os._exit(1 if errors else 0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert list(Event.objects.values_list("sequence", flat=True)) == list(range(1, 3 * EACH + 1))
    assert audit.examine().faults == []


def refused(statement: str) -> None:
    connection.check_constraints()
    with pytest.raises(DatabaseError, match=triggers.REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def all_rows_of(table: str) -> str:
    return f"DELETE FROM {table}" if connection.vendor == "sqlite" else f"TRUNCATE {table} CASCADE"


@pytest.mark.django_db
@pytest.mark.parametrize("column", [field.column for field in Event._meta.fields])
def test_no_column_of_an_event_can_be_changed(column):
    append()
    refused(f"UPDATE records_event SET {column} = {column}")


@pytest.mark.django_db
def test_no_event_can_be_deleted_alone_or_with_all_others():
    append()
    append()
    refused("DELETE FROM records_event WHERE sequence = 2")
    refused(all_rows_of("records_event"))
    assert Event.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "column", [field.column for field in Edition._meta.fields if field.name not in ("id", "audience")]
)
def test_nothing_of_an_edition_can_be_changed(column):
    cast.make_edition(cast.make_meeting())
    refused(f"UPDATE records_edition SET {column} = {column}")


@pytest.mark.django_db
def test_an_edition_can_not_be_deleted_but_its_audience_can_change():
    edition = cast.make_edition(cast.make_meeting(), audience="members")
    refused(f"DELETE FROM records_edition WHERE id = {edition.pk}")
    refused(all_rows_of("records_edition"))
    Edition.objects.filter(pk=edition.pk).update(audience="everyone")
    assert Edition.objects.get().audience == "everyone"


@pytest.mark.django_db
def test_the_seal_stands_behind_the_triggers():
    append()
    with tampering():
        Event.objects.update(reason="دلیل دیگر")
        assert any("event 1" in fault for fault in audit.examine().faults)
    assert audit.examine().faults == []


@pytest.mark.django_db(transaction=True)
def test_triggers_are_placed_again_after_a_migration():
    """SQLite drops them silently when a migration remakes their table."""
    append()
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            editor._remake_table(Event)
            editor._remake_table(Edition)
    else:
        triggers.lift(connection)
    assert set(triggers.missing(connection)) == {name for name, _ in triggers._wanted(connection)}
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == []
    refused("DELETE FROM records_event")


@pytest.mark.django_db(transaction=True)
def test_placing_the_triggers_twice_changes_nothing():
    triggers.place(connection)
    triggers.place(connection)
    assert triggers.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_the_command_that_empties_all_tables_is_refused():
    append()
    with pytest.raises(CommandError):
        call_command("flush", interactive=False, verbosity=0)
    assert Event.objects.count() == 1
    assert triggers.missing(connection) == []
