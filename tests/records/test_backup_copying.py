"""Moving to PostgreSQL: everything arrives, or nothing does."""

import psycopg2
import pytest

from tests.records import backups


@pytest.mark.parametrize("url", ["", "mysql://root@localhost/x", "postgres://", "host=x dbname=y"])
def test_an_address_that_is_none_is_refused(url, tmp_path):
    archive = backups.archive(tmp_path, url="")
    said = archive.refusal("copy_to_postgres", url)
    assert said == "Nothing was copied: the address must be postgres://USER:PASSWORD@HOST:PORT/NAME"


def test_a_server_that_does_not_answer_is_told_without_the_password(tmp_path):
    said = backups.archive(tmp_path, url="").refusal("copy_to_postgres", "postgres://a:secret@127.0.0.1:1/x")
    assert said.startswith("Nothing was copied: the database can't be used: connection to server")
    assert "secret" not in said


def test_without_an_archive_there_is_nothing_to_copy(tmp_path):
    said = backups.empty(tmp_path, url="").refusal("copy_to_postgres", "postgres://a@127.0.0.1:1/x")
    assert said == "Nothing was copied: there is no archive in the data folder yet; bin/run makes one"


if backups.POSTGRES:

    def rows_of(archive: backups.Archive) -> int:
        connection = psycopg2.connect(archive.url)
        cursor = connection.cursor()
        cursor.execute("SELECT count(*) FROM records_event")
        rows = cursor.fetchone()[0]
        connection.close()
        return rows

    @pytest.mark.own_database
    def test_everything_arrives_and_goes_on_from_there(tmp_path):
        source, target = backups.archive(tmp_path, url=""), backups.empty(tmp_path)
        before = source.facts()
        said = source.manage("copy_to_postgres", target.url)
        assert "counts and hashes are equal, and verify_records finds the copy sound" in said
        assert source.facts() == before
        copy = backups.Archive(source.folder, target.url)
        assert before.pop("sessions") == 1
        after = copy.facts()
        assert after.pop("sessions") == 0
        assert after == before
        assert copy.manage("verify_records").startswith("Sound: ")
        copy.python("from tests import cast; cast.make_edition(cast.make_meeting(7), by=cast.sara())")  # new numbers
        assert copy.manage("verify_records").startswith("Sound: ")
        assert copy.manage("migrate", "--check") == ""

    @pytest.mark.own_database
    def test_a_database_with_records_is_refused(tmp_path):
        source, target = backups.archive(tmp_path, url=""), backups.archive(tmp_path / "other")
        facts = target.facts()
        said = source.refusal("copy_to_postgres", target.url)
        assert said == "Nothing was copied: there are records in that database already; take an empty one"
        assert target.facts() == facts

    def test_a_database_of_something_else_is_refused(tmp_path):
        source, target = backups.archive(tmp_path, url=""), backups.empty(tmp_path)
        connection = psycopg2.connect(target.url)
        with connection:
            connection.cursor().execute("CREATE TABLE letters (id int)")
        connection.close()
        assert "there is a table letters in that database" in source.refusal("copy_to_postgres", target.url)

    def test_on_postgresql_there_is_nothing_to_move(tmp_path):
        archive = backups.archive(tmp_path)
        assert archive.refusal("copy_to_postgres", archive.url).startswith(
            "Nothing was copied: this portal runs on PostgreSQL already"
        )

    def test_a_row_that_postgresql_does_not_take_is_named_and_nothing_is_copied(tmp_path):
        source, target = backups.archive(tmp_path, url=""), backups.empty(tmp_path)
        source.python("from people.models import Body; Body.objects.create(name='a\\x00b')")
        said = source.refusal("copy_to_postgres", target.url)
        assert said.startswith("Nothing was copied: people_body 1: ")
        assert "NUL" in said
        assert rows_of(target) == 0

    def test_an_archive_with_faults_is_not_copied(tmp_path):
        source, target = backups.archive(tmp_path, url=""), backups.empty(tmp_path)
        for file in (source.folder / "files").rglob("*"):
            if file.is_file():
                file.unlink()
        said = source.refusal("copy_to_postgres", target.url)
        assert said == "Nothing was copied: verify_records finds faults in this archive; look into them first"
