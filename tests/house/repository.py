"""The files of the repository, for the tests that read them as text."""

import subprocess
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent
ROOMS = [  # from the top of the house to its ground
    "qazvin20",
    "commitments",
    "statements",
    "guilds",
    "meetings",
    "projects",
    "people",
    "records",
    "persian",
]


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Every file of ours with one of these endings, or every one; neither ignored nor vendored, but perhaps new."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    ours = (HOUSE / name for name in sorted(set(listed)) if name and not name.startswith("static/vendor/"))
    return tuple(path for path in ours if path.is_file() and (not endings or path.name.endswith(endings)))


def name(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def text(path: Path) -> str:
    """The file as text; empty for pictures and fonts."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def lines_with(pattern, *endings: str) -> list[str]:
    """Where the compiled `pattern` occurs in our files: "path:line: text"."""
    return [
        f"{name(path)}:{number}: {line.strip()[:160]}"
        for path in files(*endings)
        for number, line in enumerate(text(path).splitlines(), 1)
        if pattern.search(line)
    ]
