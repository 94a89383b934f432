"""An app imports only from apps below it, nobody imports qazvin20, and a migration imports nothing from the apps."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.repository import HOUSE, ROOMS, files, name, text

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0]


def imported(path: Path, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and room of everything the file imports from a room, its own included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""] if not node.level else [room_of(path)]
        else:
            continue
        for module in modules:
            room = module.partition(".")[0]
            if room in ROOMS:
                yield node.lineno, room


def related(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and room of every model that a field names by a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            room, dot, _ = str(node.args[0].value).partition(".")
            if called in RELATIONS and dot and room in ROOMS:
                yield node.lineno, room


def python_of_rooms() -> list[Path]:
    return [path for path in files(".py") if room_of(path) in ROOMS]


def climbs(path: Path) -> list[str]:
    tree = ast.parse(text(path))
    floor = ROOMS.index(room_of(path))
    return [
        f"{name(path)}:{line} reaches up to {room}"
        for line, room in [*imported(path, tree), *related(tree)]
        if ROOMS.index(room) < floor
    ]


def test_no_room_reaches_up_to_a_room_above_it():
    assert [climb for path in python_of_rooms() if "migrations" not in path.parts for climb in climbs(path)] == []


def test_a_migration_imports_nothing_from_the_rooms():
    migrations = [path for path in python_of_rooms() if "migrations" in path.parts]
    assert [
        f"{name(path)}:{line} imports {room}"
        for path in migrations
        for line, room in imported(path, ast.parse(text(path)))
    ] == []
    assert migrations


def test_the_rule_sees_an_import_that_goes_up(monkeypatch, tmp_path):
    monkeypatch.setattr("tests.house.test_imports.HOUSE", tmp_path)
    monkeypatch.setattr("tests.house.repository.HOUSE", tmp_path)
    low = tmp_path / "people" / "late.py"
    low.parent.mkdir()
    low.write_text(
        "from persian.text import tidy\n"
        "def late():\n    from meetings.models import Meeting\n"
        "import qazvin20.settings\n"
        "meeting = models.ForeignKey('meetings.Meeting', models.PROTECT)\n"
    )
    assert sorted(climbs(low)) == [
        "people/late.py:3 reaches up to meetings",
        "people/late.py:4 reaches up to qazvin20",
        "people/late.py:5 reaches up to meetings",
    ]
