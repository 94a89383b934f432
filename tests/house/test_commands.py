"""bin/run and bin/manage say in one line what stands in their way, before they do anything."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from tests.house.repository import HOUSE


def run(*words: str, command: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs bin/COMMAND with these words, in surroundings without the portal's variables but those given."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("QAZVIN20_", "DATABASE_URL"))}
    return subprocess.run(
        [HOUSE / "bin" / command, *words], env={**clean, **environment}, capture_output=True, text=True, timeout=120
    )


def refusal(*words: str, **environment: str) -> str:
    """The one line on standard error with which bin/run stops."""
    result = run(*words, **environment)
    assert result.returncode == 1, result.stderr
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr.rstrip("\n")


def put_on_path(folder: Path, **scripts: str) -> str:
    """A PATH on which these commands come first, each a line of shell."""
    for name, line in scripts.items():
        script = folder / name.replace("_", "-")
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def test_help_names_the_options_and_the_variables():
    result = run("--help")
    assert result.returncode == 0
    for word in ("--port 8000", "--host 127.0.0.1", "QAZVIN20_DATA", "QAZVIN20_SITE_URL", "DATABASE_URL"):
        assert word in result.stdout


def test_an_option_that_is_not_known_is_named():
    assert refusal("--prot", "9000") == "qazvin20: unknown option --prot (bin/run --help)"


@pytest.mark.parametrize("port", ["", "0", "65536", "80a", "-1", "99999999999999999999"])
def test_a_port_that_is_none_is_refused(port):
    assert refusal("--port", port) == f"qazvin20: --port must be a number between 1 and 65535, not '{port}'"


def test_a_port_in_use_is_named(tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        said = refusal("--port", str(port), QAZVIN20_DATA=str(tmp_path))
    assert said == f"qazvin20: port {port} on 127.0.0.1 is in use; choose another with --port"


def test_a_host_that_is_not_of_this_machine_is_named(tmp_path):
    said = refusal("--host", "192.0.2.1", QAZVIN20_DATA=str(tmp_path))
    assert said == "qazvin20: 192.0.2.1 is no address of this machine; choose another with --host"


def test_a_data_folder_that_can_not_be_made_is_named(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    assert refusal(QAZVIN20_DATA=str(file / "data")) == f"qazvin20: the data folder {file}/data can't be made"
    assert refusal(QAZVIN20_DATA=str(file)) == f"qazvin20: the data folder {file} can't be made"


def test_a_data_folder_in_which_nothing_can_be_written_is_named(tmp_path):
    path = put_on_path(tmp_path, mktemp="exit 1")
    assert "nothing can be written into the data folder" in refusal(QAZVIN20_DATA=str(tmp_path), PATH=path)


def test_a_full_disk_is_named(tmp_path):
    path = put_on_path(tmp_path, df="printf 'head\\nx 200000 180000 20480 90%% /\\n'")
    said = refusal(QAZVIN20_DATA=str(tmp_path), PATH=path)
    assert said == f"qazvin20: no disk space: 20 MB free in the data folder {tmp_path}, 100 MB are needed"


def test_a_database_of_another_kind_is_refused(tmp_path):
    said = refusal(QAZVIN20_DATA=str(tmp_path), DATABASE_URL="mysql://root@localhost/x")
    assert said.startswith("qazvin20: DATABASE_URL must be postgres://USER:PASSWORD@HOST:PORT/NAME")


def test_a_database_that_does_not_answer_is_told(tmp_path):
    url = "postgres://nobody:secret@127.0.0.1:1/nothing"
    said = refusal("--port", free_port(), QAZVIN20_DATA=str(tmp_path), DATABASE_URL=url)
    assert said.startswith("qazvin20: the database can't be used: connection to server")
    assert "secret" not in said


def test_a_database_file_that_is_none_is_told(tmp_path):
    (tmp_path / "qazvin20.sqlite3").write_text("a letter, not a database. " * 40)
    said = refusal("--port", free_port(), QAZVIN20_DATA=str(tmp_path))
    assert said == "qazvin20: the database can't be used: file is not a database"


def test_a_site_address_that_is_none_is_refused(tmp_path):
    said = refusal("--port", free_port(), QAZVIN20_DATA=str(tmp_path), QAZVIN20_SITE_URL="portal.example.org")
    assert said.startswith("qazvin20: QAZVIN20_SITE_URL must be an address like https://portal.example.org")


def test_without_root_and_sudo_the_missing_packages_are_listed(tmp_path):
    path = put_on_path(tmp_path, dpkg_query="exit 1", id="echo 1000", sudo="exit 1")
    said = refusal(QAZVIN20_DATA=str(tmp_path), PATH=path)
    assert said.startswith(
        "qazvin20: not root and no sudo; ask for these Debian packages and start again: libpango-1.0-0"
    )


def test_manage_runs_django_s_commands_from_any_folder(tmp_path):
    result = subprocess.run(
        [HOUSE / "bin" / "manage", "version"],
        cwd=tmp_path,
        env={**os.environ, "QAZVIN20_DATA": "data"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("5.2.")
    assert (tmp_path / "data").is_dir()


def free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])
