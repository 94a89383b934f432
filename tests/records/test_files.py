"""The store of files: whole or not at all, under their own hash, the same bytes once."""

import errno
import hashlib
import os
import stat
import threading
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import given
from hypothesis import strategies as st

from records import files
from records.models import StoredFile

CONTENT = b"three tall cypresses\n"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def everything() -> list[Path]:
    """All that lies in the store, temporary files included."""
    root = Path(django_settings.FILES_DIR)
    return [path for path in root.rglob("*") if path.is_file()] if root.exists() else []


def test_a_file_lies_under_its_own_hash_and_comes_back_as_it_was():
    stored = files.write(CONTENT)
    assert stored == files.Stored(SHA256, len(CONTENT))
    assert everything() == [files.path_of(SHA256)]
    assert files.read(SHA256) == CONTENT
    assert files.hash_on_disk(SHA256) == SHA256


def test_only_the_server_and_its_group_may_read_it():
    files.write(CONTENT)
    path = files.path_of(SHA256)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o007 == 0


def test_the_same_bytes_are_kept_once():
    files.write(CONTENT)
    before = files.path_of(SHA256).stat().st_ino
    files.write(CONTENT)
    assert files.path_of(SHA256).stat().st_ino == before
    assert list(files.on_disk()) == [SHA256]


def test_an_empty_file_is_a_file():
    stored = files.write(b"")
    assert stored.size == 0
    assert files.read(stored.sha256) == b""


@given(st.binary(max_size=200))
def test_any_bytes_come_back(content):
    assert files.read(files.write(content).sha256) == content


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class FullDisk:
    """A file that takes a few bytes and then says that the disk is full."""

    def __init__(self, file):
        self.file = file

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def write(self, content):
        self.file.write(content[:5])
        self.file.flush()
        full()


@pytest.mark.parametrize("step", ["fdopen", "fsync", "chmod", "replace"])
def test_a_full_disk_leaves_nothing_behind(monkeypatch, step):
    really = os.fdopen
    failing = (lambda *given: FullDisk(really(*given))) if step == "fdopen" else full
    with monkeypatch.context() as patch:
        patch.setattr(files.os, step, failing)
        with pytest.raises(OSError, match="No space left"):
            files.write(CONTENT)
    assert everything() == []
    assert files.hash_on_disk(SHA256) is None
    files.write(CONTENT)
    assert files.read(SHA256) == CONTENT


def test_a_temporary_file_that_a_crash_left_is_no_file_of_the_store():
    files.write(CONTENT)
    (files.path_of(SHA256).parent / ".new-abc").write_bytes(b"half")
    assert list(files.on_disk()) == [SHA256]


def test_writers_of_the_same_bytes_do_not_disturb_one_another():
    content, errors = bytes(range(256)) * 2000, []

    def write() -> None:
        try:
            files.write(content)
        except Exception as error:  # told by the test
            errors.append(error)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(everything()) == 1
    assert files.read(hashlib.sha256(content).hexdigest()) == content


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../../etc/passwd",
        "/etc/passwd",
        f"../{SHA256}",
        SHA256.upper(),
        SHA256[:-1],
        f"{SHA256}0",
        f"{SHA256}\n",
        f"{SHA256}/..",
        f"{SHA256[:-1]}\0",
        "۰" * 64,
    ],
)
def test_what_is_no_hash_is_no_path(name):
    with pytest.raises(ValueError, match="not a SHA-256"):
        files.path_of(name)
    with pytest.raises(ValueError, match="not a SHA-256"):
        files.read(name)
    assert files.hash_on_disk(name) is None


def test_a_store_that_is_not_there_yet_holds_nothing():
    assert list(files.on_disk()) == []
    assert files.hash_on_disk(SHA256) is None


@pytest.mark.django_db
def test_two_rows_may_share_the_same_bytes_under_their_own_names():
    first = StoredFile.objects.keep(CONTENT, name="یک.txt", content_type="text/plain")
    second = StoredFile.objects.keep(CONTENT, name="دو.txt", content_type="text/plain")
    assert (first.sha256, first.size) == (second.sha256, second.size) == (SHA256, len(CONTENT))
    assert len(everything()) == 1
    assert second.read() == CONTENT


@pytest.mark.django_db
def test_a_name_is_only_shown_and_never_a_path():
    file = StoredFile.objects.keep(CONTENT, name="../../etc/" + "ن" * 300 + ".md", content_type="text/plain")
    assert len(file.original_name) == 200
    assert file.original_name.endswith(".md")
    assert everything() == [files.path_of(SHA256)]


@pytest.mark.django_db
def test_no_row_is_kept_of_a_file_that_did_not_reach_the_disk(monkeypatch):
    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        StoredFile.objects.keep(CONTENT, name="a.txt", content_type="text/plain")
    assert not StoredFile.objects.exists()
