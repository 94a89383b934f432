"""What the house's habits forbid, read from its files."""

import json
import re
import subprocess

import pytest

from tests.house.repository import HOUSE, ROOMS, files, lines_with, name, text

LONGEST = 300
NO_NOUN = re.compile(r"(^|/)(utils?|helpers?|common|misc|services?|managers?)(/|\.(py|js|css|html)$)")
INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
)
SIDES = re.compile(
    r"(?<![-\w@])((margin|padding|border|inset|scroll-margin|scroll-padding)-)?(left|right)\s*:"
    r"|border-(top|bottom)-(left|right)-radius|(text-align|float|clear)\s*:\s*(left|right)"
)
REGISTRIES = re.compile(r"pypi\.or[g]|pythonhosted\.or[g]|npmjs\.or[g]|npmmirro[r]|(deb|security)\.debian\.or[g]")
PLACES = re.compile(r"\.\./shared|/wor[k]/(main|shared)|/hom[e]/[a-z]+/|/roo[t]/")
SKIPPED = re.compile(r"pytest\.(mark\.)?(ski[p]|xfai[l]|importorski[p])|skipTes[t]|unittest\.ski[p]|assert Tru[e]\b")


def test_templates_hold_no_script_and_no_style():
    """But for what other programs hand over when something is copied there, which the tests keep as it comes."""
    copied = "tests/browser/clipboards/"
    assert [line for line in lines_with(INLINE, ".html") if not line.startswith(copied)] == []


def test_style_sheets_name_the_logical_side():
    """But for those of the PDFs: a sheet of paper has fixed sides."""
    assert [line for line in lines_with(SIDES, ".css") if not line.startswith("records/pdf_style/")] == []


def test_every_module_is_named_after_a_thing():
    assert [name(path) for path in files() if NO_NOUN.search(name(path))] == []


def test_no_package_registry_is_named():
    assert lines_with(REGISTRIES) == []


def test_no_path_of_one_machine_is_named():
    assert lines_with(PLACES) == []


def test_no_test_is_skipped():
    assert lines_with(SKIPPED, ".py", ".js") == []


def test_no_file_is_longer_than_a_reader_can_hold():
    read = [path for path in files(".py", ".js", ".css", ".html") if "migrations" not in path.parts]
    assert [f"{name(path)}: {len(text(path).splitlines())}" for path in read if text(path).count("\n") > LONGEST] == []


def test_every_template_is_used():
    """By a view, a tag or another template; Django and allauth find theirs by name."""
    found_by_name = re.compile(r"(^|/)templates/(\d{3}\.html|(account|allauth|admin|registration|bootstrap5)/)")
    spoken = "\n".join(text(path) for path in files(".py", ".html", ".txt"))
    templates = [path for path in files(".html") if "templates" in path.parts]
    assert [
        name(path)
        for path in templates
        if not found_by_name.search(name(path)) and f'{name(path).rpartition("templates/")[2]}"' not in spoken
    ] == []


@pytest.mark.parametrize("script", ["run", "test", "manage", "pin", "vendor", "house.sh"])
def test_the_commands_are_posix_shell(script):
    path = HOUSE / "bin" / script
    assert script.endswith(".sh") or path.read_text().startswith("#!/bin/sh\n")
    assert subprocess.run(["dash", "-n", path], capture_output=True, text=True).stderr == ""


@pytest.mark.parametrize("pinned", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_index(pinned):
    entries = re.sub(r"\\\n\s*", " ", text(HOUSE / pinned)).splitlines()
    entries = [entry for entry in entries if entry.strip() and not entry.lstrip().startswith("#")]
    assert len(entries) > 20
    assert [entry for entry in entries if not re.match(r"[a-z0-9._-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry)] == []


def test_every_direct_dependency_is_pinned_and_explained():
    explained = text(HOUSE / "docs" / "dependencies.md").lower()
    for wanted, pinned in [("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt")]:
        for line in text(HOUSE / wanted).splitlines():
            package = re.match(r"[a-z][a-z0-9._-]*", line.lower())
            if package:
                assert f"\n{package[0]}==" in "\n" + text(HOUSE / pinned), f"{package[0]} is not in {pinned}"
                assert f"| {package[0]} |" in explained, f"{package[0]} is not in docs/dependencies.md"
    for package in json.loads(text(HOUSE / "package.json"))["devDependencies"]:
        assert f"| {package} |" in explained, f"{package} is not in docs/dependencies.md"


def test_the_lock_of_vendored_files_names_no_host():
    lock = json.loads(text(HOUSE / "package-lock.json"))
    assert [place for place, package in lock["packages"].items() if "resolved" in package] == []
    wanted = json.loads(text(HOUSE / "package.json"))["devDependencies"]
    assert {place: lock["packages"][f"node_modules/{place}"]["version"] for place in wanted} == wanted


def test_every_room_is_installed():
    assert [room for room in ROOMS if not (HOUSE / room / "apps.py").is_file()] == []


def test_vendored_files_carry_their_licence_and_stay_light():
    vendor = HOUSE / "static" / "vendor"
    fonts = {path.stem: path.stat().st_size for path in (vendor / "fonts").glob("*.woff2")}
    assert set(fonts) == {"vazirmatn", "naskh", "naskh-latin", "nastaliq-name"}
    assert sum(fonts.values()) - fonts["nastaliq-name"] < 100_000
    assert {path.name for path in (vendor / "fonts").glob("OFL-*")} == {
        "OFL-vazirmatn.txt",
        "OFL-naskh.txt",
        "OFL-nastaliq.txt",
    }
    assert [
        path.name for path in vendor.rglob("*") if path.is_file() and b"sourceMappingURL" in path.read_bytes()
    ] == []


def test_a_part_of_a_page_that_holds_a_form_is_given_the_token():
    """Django's include with `only` leaves it out, and the form would be refused in every real browser."""
    folder = HOUSE / "templates"
    written = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.html")}
    parts = [part for part, words in written.items() if "{% csrf_token %}" in words]
    for page, words in written.items():
        for part, given in re.findall(r'{% include "([^"]+)" with ([^%]+) only %}', words):
            assert part not in parts or "csrf_token=csrf_token" in given, (page, part)
