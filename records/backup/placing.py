"""Putting an unpacked archive into the place of the one that is there.

The earlier one is gathered first, complete, in a folder beside it, by hard links: nothing is missing at any moment, and
what was done can be undone step by step. That folder is a data folder of its own, which bin/run could serve.
"""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

PARTS = ("files", "keys")


class Placing:
    """From `staged` into `folder`, the data folder; what was there goes into `aside`. Undone unless kept."""

    def __init__(self, folder: Path, staged: Path, aside: Path) -> None:
        self.folder, self.staged, self.aside = folder, staged, aside
        self.earlier: set[Path] = set()
        self.placed: set[Path] = set()
        self.undoing = ExitStack()

    def __enter__(self) -> Placing:
        self.aside.mkdir(mode=0o700)
        self.undoing.callback(shutil.rmtree, self.aside, ignore_errors=True)
        return self

    def __exit__(self, *error: object) -> None:
        self.undoing.close()

    def everything(self, database: str = "") -> None:
        """Put files, the database file of that name where there is one, and keys into their places."""
        files, keys = (_below(self.staged, part) for part in PARTS)
        databases = [Path(database)] if database else []
        for path in [*_below(self.folder, "files"), *_below(self.folder, "keys"), *databases]:
            if (self.folder / path).exists():
                _link(self.folder / path, self.aside / path)
                self.earlier.add(path)
        for path in [*files, *databases, *keys]:
            self._replace(path)

    def keep(self) -> None:
        """It stays as it is now; what the earlier archive alone had is then only in `aside`."""
        self.undoing.pop_all()
        for path in self.earlier - self.placed:
            (self.folder / path).unlink(missing_ok=True)
        for folder in {path.parent for path in self.earlier | self.placed}:
            if (self.folder / folder).is_dir():
                _sync(self.folder / folder)
        give_to_owner(self.folder, [self.folder / part for part in PARTS] + [self.aside])

    def _replace(self, path: Path) -> None:
        place = self.folder / path
        place.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        if path in self.earlier:
            self.undoing.callback(self._return, path)
        else:
            self.undoing.callback(place.unlink, missing_ok=True)
        self.placed.add(path)
        os.replace(self.staged / path, place)

    def _return(self, path: Path) -> None:
        place, earlier, returning = self.folder / path, self.aside / path, self.staged / "returning"
        if not place.samefile(earlier):  # renaming a file to another name of itself does nothing
            _link(earlier, returning)
            os.replace(returning, place)


def give_to_owner(folder: Path, trees: list[Path]) -> None:
    """Where root restores: what lies in the data folder belongs to whom the folder belongs, the server's user."""
    owner = folder.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        for tree in trees:
            for path in [tree, *tree.rglob("*")] if tree.exists() else []:
                os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _below(root: Path, part: str) -> list[Path]:
    return sorted(path.relative_to(root) for path in (root / part).rglob("*") if path.is_file())


def _link(path: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        shutil.copy2(path, target)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
