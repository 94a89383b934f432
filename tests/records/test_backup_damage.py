"""A damaged or foreign file is refused before anything is touched."""

import gzip
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from records.backup import archive, manifest
from records.backup.manifest import Manifest, Member
from records.backup.refusal import Refused
from tests.conftest import LONG
from tests.records import backups
from tests.records.backup_tars import Entries, contents, entries, entry, manifest_of, packed, refusal


def test_a_whole_one_is_unpacked(tmp_path):
    into = tmp_path / "into"
    into.mkdir()
    found = archive.examine(packed(entries(), tmp_path / "backup"), into=into)
    assert found == manifest_of(contents())
    assert {
        path.relative_to(into).as_posix(): path.read_bytes() for path in into.rglob("*") if path.is_file()
    } == contents()
    assert (into / "keys" / "chain").stat().st_mode & 0o777 == 0o600


def test_what_is_written_is_what_the_standard_library_reads(tmp_path):
    sources = {}
    for number, (name, content) in enumerate(contents().items()):
        sources[name] = tmp_path / str(number)
        sources[name].write_bytes(content)
    with (tmp_path / "backup").open("wb") as target:
        archive.write(target, manifest_of(contents()), sources, 1_800_000_000)
    with tarfile.open(tmp_path / "backup") as tar:
        assert {name: tar.extractfile(name).read() for name in tar.getnames()[1:]} == contents()
    assert archive.examine(tmp_path / "backup") == manifest_of(contents())


def test_a_member_that_changes_while_it_is_read_stops_the_backup(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"other")
    made_of = manifest_of({"database.sqlite3": b"bytes"})
    with pytest.raises(Refused, match="changed while it was read"):
        archive.write(io.BytesIO(), made_of, {"database.sqlite3": file}, 0)


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_one_changed_byte_in_any_member_is_found(number, place, tmp_path):
    there = entries()
    info, content = there[number]
    if content:
        index = {"first": 0, "middle": len(content) // 2, "last": len(content) - 1}[place]
        there[number] = info, content[:index] + bytes([content[index] ^ 1]) + content[index + 1 :]
        assert ("is damaged" in refusal(packed(there, tmp_path / "backup"))) or number == 0
    else:
        info.size, there[number] = 1, (info, b"x")
        assert "does not hold" in refusal(packed(there, tmp_path / "backup"))


def test_a_file_that_ends_early_is_refused_wherever_it_ends(tmp_path):
    whole = packed(entries(), tmp_path / "whole").read_bytes()
    for end in range(0, len(whole) - 1, 1 if LONG else max(1, len(whole) // 40)):
        folder = tmp_path / str(end)
        folder.mkdir()
        (folder / "backup").write_bytes(whole[:end])
        refusal(folder / "backup")


def test_a_tar_that_ends_early_is_refused_wherever_it_ends(tmp_path):
    whole = gzip.decompress(packed(entries(), tmp_path / "whole").read_bytes())
    last = max(index for index, byte in enumerate(whole) if byte)
    for end in range(0, last, 7 if LONG else 512):
        folder = tmp_path / str(end)
        folder.mkdir()
        (folder / "backup").write_bytes(gzip.compress(whole[:end], 1))
        refusal(folder / "backup")


def test_one_changed_byte_anywhere_in_the_file_is_found_or_of_no_consequence(tmp_path):
    """Of no consequence is what unpacks to the same bytes: gzip's own name and time, a code that nothing uses."""
    whole = packed(entries(), tmp_path / "whole").read_bytes()
    chosen = range(len(whole)) if LONG else random.Random(20).sample(range(len(whole)), 60)
    for index in chosen:
        (tmp_path / "backup").write_bytes(whole[:index] + bytes([whole[index] ^ 0x10]) + whole[index + 1 :])
        try:
            archive.examine(tmp_path / "backup")
        except Refused:
            continue
        assert gzip.decompress((tmp_path / "backup").read_bytes()) == gzip.decompress(whole)


def without_the_third(there: Entries) -> Entries:
    return there[:2] + there[3:]


def with_one_more(there: Entries) -> Entries:
    return [*there, entry("keys/other", b"key")]


def with_one_twice(there: Entries) -> Entries:
    return [*there[:3], there[2], *there[3:]]


def in_another_order(there: Entries) -> Entries:
    return [there[0], *reversed(there[1:])]


def manifest_last(there: Entries) -> Entries:
    return [*there[1:], there[0]]


@pytest.mark.parametrize(
    "change",
    [without_the_third, with_one_more, with_one_twice, in_another_order, manifest_last],
    ids=lambda f: f.__name__,
)
def test_members_other_than_the_manifest_names_are_refused(change: Callable[[Entries], Entries], tmp_path):
    refusal(packed(change(entries()), tmp_path / "backup"))


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "files/../../evil",
        "/etc/evil",
        "keys/../../../evil",
        "keys/.hidden",
        "keys/",
        "keys/a/b",
        "database.sqlite3/../x",
        "database.dump",
        "static/site.css",
        "files/ab/" + "0" * 64,
        "files\\ab",
        "کلید",
        "keys/" + "x" * 200,
    ],
)
def test_a_path_that_is_none_of_an_archive_is_refused_even_when_the_manifest_names_it(name, tmp_path):
    there = [*entries(), entry(name, b"evil")]
    honest = manifest_of({**contents(), name: b"evil"}).to_bytes()
    there[0] = entry(manifest.NAME, honest)
    refusal(packed(there, tmp_path / "backup"))


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE],
)
def test_a_member_that_is_no_plain_file_is_refused(kind, tmp_path):
    there = entries()
    place = next(index for index, (info, _) in enumerate(there) if info.name == "keys/django")
    there[place] = entry("keys/django", type=kind, linkname="/etc/passwd" if kind in (b"1", b"2") else "")
    assert "is no plain file" in refusal(packed(there, tmp_path / "backup"))


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_headers_for_long_names_are_refused(form, tmp_path):
    """A reader of tars would read such a header into its memory, however long it says that it is."""
    with tarfile.open(tmp_path / "backup", "w:gz", format=form) as tar:
        for info, content in [*entries(), entry("keys/" + "ک" * 300, b"x")]:
            tar.addfile(info, io.BytesIO(content))
    refusal(tmp_path / "backup")


def test_more_than_the_disk_has_room_for_is_refused_before_it_is_unpacked(tmp_path):
    there = entries(members=(Member("database.sqlite3", 10**15, "0" * 64),))
    assert refusal(packed(there, tmp_path / "backup")).startswith("no disk space: ")
    assert [path for path in (tmp_path / "deep").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("claimed", [0, 1, 10**9])
def test_a_bomb_of_zeros_is_refused_after_few_of_them(claimed, tmp_path):
    with gzip.open(tmp_path / "backup", "wb", compresslevel=1) as bomb:
        for info, content in [*entries()[:1], entry("database.sqlite3", b"")]:
            info.size = claimed or info.size
            bomb.write(info.tobuf(tarfile.GNU_FORMAT) + content)
        for _ in range(100):
            bomb.write(bytes(2**20))
    refusal(tmp_path / "backup")
    assert sum(path.stat().st_size for path in tmp_path.rglob("into/**/*") if path.is_file()) < 2**20


def test_what_follows_the_end_is_refused(tmp_path):
    whole = gzip.decompress(packed(entries(), tmp_path / "whole").read_bytes())
    for number, more in enumerate([b"more", bytes(2**20)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "backup").write_bytes(gzip.compress(whole + more))
        assert refusal(folder / "backup") == "something follows its last member"


def a_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("manifest.json", "{}")


FOREIGN: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "a letter": lambda path: path.write_text("a letter, not a backup. " * 100),
    "a zip": a_zip,
    "a tar of somebody else's": lambda path: packed([entry("home/letter.txt", b"hello")], path),
    "a tar with another manifest": lambda path: packed([entry("manifest.json", b'{"format": "another 1"}')], path),
    "a manifest that is no JSON": lambda path: packed([entry("manifest.json", b"\xff\xfe{")], path),
    "a manifest that is a list": lambda path: packed([entry("manifest.json", b"[1]")], path),
    "a manifest nested without end": lambda path: packed([entry("manifest.json", b"[" * 100_000)], path),
    "an empty tar": lambda path: packed([], path),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_foreign_file_is_refused(what, tmp_path):
    FOREIGN[what](tmp_path / "backup")
    refusal(tmp_path / "backup")


def test_no_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(Refused, match="there is no file"):
            archive.examine(path)


@pytest.mark.parametrize("column", ["made_at", "engine", "engine_version", "held", "members", "faults"])
def test_a_manifest_with_a_column_of_another_kind_or_none_is_refused(column):
    for value in (None, 7, "x", [7], {"x": "y"}):
        found = json.loads(manifest_of(contents()).to_bytes())
        found.pop("sha256")
        found[column] = value
        if column in ("made_at", "engine_version") and value == "x":
            continue
        with pytest.raises(Refused):
            Manifest.from_bytes(json.dumps({**found, "sha256": manifest._sha256(found)}).encode())


@pytest.mark.own_database
def test_restoring_a_damaged_backup_leaves_everything_as_it_was(tmp_path):
    archive_ = backups.archive(tmp_path)
    whole = archive_.backup(tmp_path / "out").read_bytes()
    facts, before = archive_.facts(), archive_.tree()
    damaged = tmp_path / "damaged"
    damaged.write_bytes(whole[: len(whole) * 2 // 3])
    said = archive_.refusal("restore", damaged, "--over", archive_.name)
    assert said == "Nothing was restored: it is no backup of this portal, or is damaged"
    assert archive_.refusal("restore", damaged, "--check").startswith("Not whole: ")
    assert archive_.tree() == before
    assert archive_.facts() == facts


@pytest.mark.own_database
def test_a_database_that_is_not_what_the_manifest_counts_leaves_everything_as_it_was(tmp_path):
    archive_ = backups.archive(tmp_path)
    with tarfile.open(archive_.backup(tmp_path / "out")) as tar:
        there = [(info, tar.extractfile(info).read()) for info in tar.getmembers()]
    found = json.loads(there[0][1])
    found.pop("sha256")
    found["held"]["tables"]["records_event"] += 1
    there[0] = entry(manifest.NAME, json.dumps({**found, "sha256": manifest._sha256(found)}).encode())
    facts, before = archive_.facts(), archive_.tree()
    said = archive_.refusal("restore", packed(there, tmp_path / "wrong"), "--over", archive_.name)
    assert "records_event" in said
    assert archive_.tree() == before
    assert archive_.facts() == facts
