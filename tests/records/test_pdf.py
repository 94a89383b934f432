"""Making a PDF: what it may draw on, what it may cost, and what it holds for whoever copies or hears it."""

import contextlib
import os
import re
import subprocess
import threading
import time
import zlib
from pathlib import Path

import pytest
from django.template import engines

from records import pdf
from records.closed_fetcher import ClosedFetcher, Refused

HOSTILE = (
    '<img src="file:///etc/passwd">',
    '<img src="http://127.0.0.1:9/x.png">',
    '<img src="https://example.org/x.png">',
    '<img src="//example.org/x.png">',
    '<img src="ftp://example.org/x.png">',
    '<img src="portal:img/../../../etc/passwd">',
    '<img src="portal:img/%2e%2e/secret.png">',
    '<img src="portal:/img/emblem.svg">',
    '<img src="../static/img/emblem.svg">',
    '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">',
    '<img src="data:text/html,x">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    '<style>@import url("file:///etc/passwd");</style>',
    '<style>@import url("http://127.0.0.1:9/x.css");</style>',
    '<style>p { background: url("file:///etc/passwd") }</style><p>x</p>',
    '<p style="list-style-image: url(file:///etc/passwd); display: list-item">x</p>',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    '<base href="file:///etc/"><img src="passwd">',
)
# WeasyPrint draws nothing of these, so nothing is asked for.
SILENT = (
    '<svg width="9" height="9" style="width: 9px"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    '<svg width="9" height="9" style="width: 9px"><use href="file:///etc/passwd#a"/></svg>',
    '<iframe src="file:///etc/passwd"></iframe>',
    '<div style="content: url(file:///etc/passwd)">x</div>',
    '<input type="image" src="file:///etc/passwd">',
    '<video src="file:///etc/passwd"></video>',
    '<script src="file:///etc/passwd"></script>',
)
FRAME = """{% extends "records/paper.html" %}{% block title %}سند آزمون{% endblock %}
{% block body %}{% verbatim %}BODY{% endverbatim %}{% endblock %}"""


@pytest.fixture
def paper(tmp_path, monkeypatch):
    """Sets a body in the frame of an official paper and gives the PDF."""
    monkeypatch.setattr(engines["django"].engine, "dirs", [*engines["django"].engine.dirs, tmp_path])
    number = iter(range(1000))

    def make(body, styles=("official.css",)):
        name = f"{tmp_path.name}-{next(number)}.html"  # templates are cached by name
        (tmp_path / name).write_text(FRAME.replace("BODY", body))
        return pdf.render(name, {"organisation": "کارگروه نمونه"}, styles)

    return make


@pytest.fixture
def fresh():
    """A process of its own for a test that changes the limits."""
    pdf.worker.stop()
    yield
    pdf.worker.stop()


def run(command, given):
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout.decode()


def unpacked(made):
    """The bytes of a PDF with its compressed objects laid open."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    opened = []
    for stream in streams:
        with contextlib.suppress(zlib.error):
            opened.append(zlib.decompress(stream))
    return made + b"".join(opened)


def test_a_paper_has_a_title_a_language_tags_and_one_page(paper):
    made = paper("<p>متن نمونه</p>")
    information = run(["pdfinfo", "-"], made)
    assert "Title:           سند آزمون" in information
    assert "Author:          کارگروه نمونه" in information
    assert "Tagged:          yes" in information
    assert "Pages:           1" in information
    assert "595.276 x 841.89 pts (A4)" in information
    assert b"/Lang (fa)" in unpacked(made)
    assert b"/DisplayDocTitle true" in unpacked(made)
    metadata = run(["pdfinfo", "-meta", "-"], made)
    assert 'pdfaid:part="3" pdfaid:conformance="A"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert metadata.count("</rdf:RDF>") == 1


def test_the_faces_are_embedded_and_they_are_ours(paper):
    rows = run(["pdffonts", "-"], paper("<h1>عنوان</h1><p>متن</p>")).splitlines()[2:]
    assert rows
    for row in rows:
        assert row.split()[0].partition("+")[2].startswith(("Vazirmatn-PDF", "Parastoo-PDF")), row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"], row


@pytest.mark.parametrize("family", ["Vazirmatn PDF", "Parastoo PDF"])
@pytest.mark.parametrize("weight", [400, 700])
def test_letters_signs_and_half_spaces_come_back_as_they_were(paper, family, weight):
    lines = (
        "حتماً مثلاً کاملاً طبیعتاً اولاً",
        "می‌شود کتاب‌های آن‌ها پیش‌نویس",
        "لا لأ لإ لآ اسلام فلان بلا",
        "الله عبدالله لله خانهٔ نامهٔ",
        "سرّ محلّ کارِ مُهر",
        "مسئول تأیید رؤیت آئین هیئت جزء",
        "يك كتاب على ۀ ة",
    )
    body = "".join(f'<p style="font: {weight} 12pt {family}">{line}</p>' for line in lines)
    found = run(["pdftotext", "-", "-"], paper(body))
    for line in lines:
        assert line in found.replace("\u202b", "").replace("\u202c", ""), line


def test_only_our_own_files_are_drawn_on(paper):
    for body in HOSTILE:
        with pytest.raises(pdf.PdfError) as caught:
            paper(body)
        assert caught.value.reason == "refused", body
        assert "بیرون از سامانه" in str(caught.value)
    assert paper('<img src="portal:img/emblem.svg" alt="نشان">')


def test_what_is_not_refused_brings_nothing_in(paper):
    for body in SILENT:
        assert b"root:" not in unpacked(paper(body)), body


def test_a_face_is_never_loaded_with_a_document(paper):
    with pytest.raises(pdf.PdfError):
        paper('<style>@font-face { font-family: x; src: url("file:///etc/passwd") }</style><p>x</p>')


def test_an_unknown_style_sheet_is_refused(paper):
    with pytest.raises(pdf.PdfError):
        paper("<p>متن</p>", ("../official.css",))


def test_the_fetcher_follows_no_link_and_enters_no_folder(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    shown = tmp_path / "shown"
    (shown / "below").mkdir(parents=True)
    (shown / "below" / "a.png").write_bytes(b"x")
    (shown / "b.txt").write_bytes(b"x")
    (shown / "c.png").write_bytes(b"x")
    (shown / "link.png").symlink_to(secret)
    fetcher = ClosedFetcher({"img": shown})
    assert fetcher.fetch("portal:img/c.png").read() == b"x"
    for name in ("link.png", "below/a.png", "b.txt", "../secret.png", "d.png", "c.png?x", "C.png"):
        with pytest.raises(Refused):
            fetcher.fetch(f"portal:img/{name}")
    (shown / "c.png").unlink()
    (shown / "c.png").symlink_to(secret)
    with pytest.raises(Refused):
        fetcher.fetch("portal:img/c.png")


def test_a_paper_that_takes_too_long_is_given_up_and_the_next_one_is_made(paper, settings, fresh):
    settings.PDF_SECONDS = 1
    started = time.monotonic()
    with pytest.raises(pdf.PdfError) as caught:
        paper("<table>" + "<tr><td>خانه<td>خانه</tr>" * 20_000 + "</table>")
    assert caught.value.reason == "time"
    assert time.monotonic() - started < 3
    settings.PDF_SECONDS = 60
    assert paper("<p>متن</p>").startswith(b"%PDF")


def test_a_paper_that_takes_too_much_memory_is_refused_and_the_next_one_is_made(paper, settings, fresh):
    settings.PDF_MEMORY = 330_000_000
    with pytest.raises(pdf.PdfError) as caught:
        paper("خانه<br>" * 1_500_000)
    assert caught.value.reason in {"memory", "failed"}
    assert paper("<p>متن</p>").startswith(b"%PDF")


def test_a_process_that_died_is_replaced(paper, fresh):
    paper("<p>یک</p>")
    pdf.worker.process.kill()
    pdf.worker.process.wait()
    assert paper("<p>دو</p>").startswith(b"%PDF")


def test_one_process_serves_many_papers_and_is_then_renewed(paper, monkeypatch, fresh):
    monkeypatch.setattr(pdf, "DOCUMENTS", 3)
    served = []
    for _ in range(4):
        paper("<p>متن</p>")
        served.append(pdf.worker.process.pid if pdf.worker.process else None)
    assert served[0] == served[1]
    assert served[2] is None
    assert served[3] not in {None, served[0]}


def test_threads_take_turns(paper):
    made = {}
    threads = [
        threading.Thread(target=lambda name=name: made.update({name: paper(f"<p>{name}</p>")}))
        for name in ("نخست", "دوم", "سوم", "چهارم")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name in ("نخست", "دوم", "سوم", "چهارم"):
        assert name in run(["pdftotext", "-", "-"], made[name])


def test_who_waits_too_long_for_a_turn_is_told_so(paper, monkeypatch):
    monkeypatch.setattr(pdf, "WAIT_SECONDS", 0)
    with pdf.worker.lock, pytest.raises(pdf.PdfError) as caught:
        paper("<p>متن</p>")
    assert caught.value.reason == "busy"
    assert paper("<p>متن</p>").startswith(b"%PDF")


def test_the_process_has_nothing_of_the_servers_environment(paper, monkeypatch, fresh):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:secret@example.org/x")
    paper("<p>متن</p>")
    environment = Path(f"/proc/{pdf.worker.process.pid}/environ").read_bytes()
    assert b"secret" not in environment
    assert b"DJANGO" not in environment


def test_the_process_ends_with_its_server(paper, fresh):
    paper("<p>متن</p>")
    process = pdf.worker.process
    process.stdin.close()
    assert process.wait(timeout=5) == 0


def test_a_forked_server_process_starts_its_own(paper, fresh):
    paper("<p>متن</p>")
    parents = pdf.worker.process.pid
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        made = paper("<p>متن</p>")
        os.write(writer, b"%d" % (pdf.worker.process.pid if made.startswith(b"%PDF") else 0))
        pdf.worker.stop()
        os._exit(0)
    os.waitpid(child, 0)
    assert int(os.read(reader, 20)) not in {0, parents}
    assert pdf.worker.process.poll() is None
    assert paper("<p>متن</p>").startswith(b"%PDF")


def test_a_warm_page_takes_less_than_a_second(paper):
    paper("<p>متن</p>")
    started = time.monotonic()
    paper("<p>متن</p>" * 20)
    assert time.monotonic() - started < 1
