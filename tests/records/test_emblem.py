"""What may become the emblem of an archive, and where it stands."""

import io
import re
import zlib
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from PIL import Image

from meetings.minutes_pdf import minutes_pdf
from meetings.sheet_of import sheet_of
from records import files, organisation, pdf
from records.emblem import EmblemError, emblem_from
from records.models import Event, Organisation
from tests import cast
from tests.forms import fields_of
from tests.records.settings_page import png, save, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked")]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'
STAR = '<path d="M5 0 10 10H0Z" fill="#0a6170"/>'


def test_a_png_is_made_anew_small_and_without_what_it_carried():
    told = png(3000, 1500)
    carried = told[:8] + told[8:33] + chunk(b"tEXt", b"Comment\0secret place") + told[33:]
    made, content_type = emblem_from(carried)
    assert content_type == "image/png"
    assert b"secret" not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (480, 240)


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def bomb() -> bytes:
    target = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(target, "PNG")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "نه PNG است و نه SVG"),
        (b"GIF89a", "نه PNG است و نه SVG"),
        (png()[:60], "خوانده نمی‌شود یا ناتمام است"),
        (png(10, 10), "بسیار کوچک"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 4_000_000, "بزرگ است"),
        (SVG.format("x" * 200_000).encode(), "بزرگ است"),
        (SVG.format("<script>alert(1)</script>").encode(), "«script»"),
        (SVG.format("<foreignObject/>").encode(), "«foreignObject»"),
        (SVG.format('<image href="http://evil.example/x.png"/>').encode(), "«image»"),
        (SVG.format("<style>path{fill:red}</style>").encode(), "«style»"),
        (SVG.format("<text>نام</text>").encode(), "«text»"),
        (SVG.format('<use href="#x"/>').encode(), "«use»"),
        (SVG.format('<animate attributeName="x"/>').encode(), "«animate»"),
        (SVG.format('<a href="javascript:alert(1)"/>').encode(), "«a»"),
        (SVG.format('<path onclick="alert(1)"/>').encode(), "برنامه در خود دارد"),
        (SVG.format('<path ONLOAD="alert(1)"/>').encode(), "برنامه در خود دارد"),
        (SVG.format('<path fill="url(http://evil.example/#a)"/>').encode(), "بیرون از خود"),
        (SVG.format('<path style="fill:url(//evil.example)"/>').encode(), "بیرون از خود"),
        (SVG.format('<path fill="URL (x)"/>').encode(), "بیرون از خود"),
        (SVG.format('<path fill="&quot;/>"/>').encode(), "بیرون از خود"),
        (SVG.format('<linearGradient href="http://evil.example/x.svg#a"/>').encode(), "بیرون از خود"),
        (SVG.format("<g>" * 40 + "</g>" * 40).encode(), "تودرتو"),
        (SVG.format("<g/>" * 5_001).encode(), "ریزنقش"),
        (SVG.format("<g>").encode(), "خوانده نمی‌شود"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + SVG.format("&a;").encode(), "خوانده نمی‌شود"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;").encode(), "خوانده نمی‌شود"),
        (b"<html><svg></svg></html>", "این پرونده SVG نیست"),
        (SVG.replace(' viewBox="0 0 10 10"', "").format(STAR).encode(), "اندازه تصویر"),
        (b'<?xml version="1.0" encoding="nonsense"?>' + SVG.format(STAR).encode(), "خوانده نمی‌شود"),
    ],
)
def test_what_is_no_harmless_picture_is_refused_in_words(content, told):
    with pytest.raises(EmblemError, match=told):
        emblem_from(content)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unfolded():
    small = bomb()
    assert len(small) < 100_000
    with pytest.raises(EmblemError, match="۲۵ میلیون نقطه"):
        emblem_from(small)


def test_an_svg_is_written_anew_from_what_is_allowed():
    given = (
        '<?xml version="1.0"?><!-- made by an editor -->'
        '<svg xmlns="http://www.w3.org/2000/svg" width="20px" height="10" xmlns:i="http://www.inkscape.org/">'
        "<metadata>secret</metadata><i:view/><title>نشان &lt;b&gt;</title>"
        '<g style="fill:#123;-inkscape-x:1;stroke:url(#a)" i:label="x" class="y">'
        '<path d="M0 0L1 1z" data-x="1"/></g></svg>'
    )
    made, content_type = emblem_from(given.encode())
    assert content_type == "image/svg+xml"
    assert made.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><title>نشان &lt;b&gt;</title>'
        '<g fill="#123" stroke="url(#a)"><path d="M0 0L1 1z"></path></g></svg>'
    )


@pytest.mark.parametrize("picture", [png(), SVG.format(STAR).encode()])
def test_an_emblem_stands_in_every_head_and_is_served_so_that_nothing_runs(ali, picture):
    assert save(ali, picture).status_code == 302
    row = Organisation.objects.get()
    address = re.search(r'<img class="emblem" src="(/emblem/\w+/)"', Client().get("/meetings/").content.decode())[1]
    served = Client().get(address)
    assert served.content == row.emblem.read()
    assert served["Content-Type"] in ("image/png", "image/svg+xml")
    assert served["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in served["Cache-Control"]
    assert Event.objects.get().file_hashes == [row.emblem.sha256]


def test_an_emblem_that_was_taken_away_is_answered_for_a_while_to_pages_that_name_it_yet(ali, monkeypatch):
    save(ali, png())
    address = re.search(r"/emblem/\w+/", ali.get("/settings/").content.decode())[0]
    save(ali, drop_picture="on")
    assert "/emblem/" not in ali.get("/settings/").content.decode()
    save(ali, name="کارگروه نمونه")
    assert Client().get(address)["Content-Type"] == "image/png"
    monkeypatch.setattr(organisation, "GRACE", timedelta(0))
    assert Client().get(address).status_code == 404
    assert Event.objects.count() == 3


def test_a_refused_emblem_leaves_the_rest_typed_and_nothing_saved(ali):
    answer = save(ali, SVG.format("<script/>").encode(), name="کارگروه نمونه")
    assert answer.status_code == 422
    assert "«script»" in words(answer)
    assert fields_of(answer)["name"] == ["کارگروه نمونه"]
    assert not Organisation.objects.exists()


def test_an_emblem_that_no_paper_can_show_is_refused(ali):
    with patch("records.emblem.pdf.render", side_effect=pdf.PdfError("failed")):
        answer = save(ali, png())
    assert "در PDF کشیده نمی‌شود" in words(answer)
    assert not Organisation.objects.exists()


def test_gradients_that_lead_to_each_other_stop_no_paper(ali):
    circle = (
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
        '<path d="M0 0H10V10Z" fill="url(#a)" clip-path="url(#c)"/><clipPath id="c" clip-path="url(#c)"/>'
    )
    save(ali, SVG.format(circle).encode())
    assert ali.get("/settings/").status_code == 200
    if Organisation.objects.exists():
        assert pdf.render("records/pdf/emblem_trial.html", {"emblem": organisation.paper().emblem}).startswith(b"%PDF")


def test_a_paper_is_made_with_the_emblem_and_the_footer(ali):
    save(ali, SVG.format(STAR).encode(), lines="شهر نمونه", footer="نشانی نمونه، تلفن ۱۲")
    sheet = sheet_of(cast.make_minutes(cast.make_meeting()))
    assert minutes_pdf(sheet).startswith(b"%PDF")
    # A file that the disk has lost stops no paper; verify_records tells of it.
    files.path_of(Organisation.objects.get().emblem.sha256).unlink()
    assert organisation.paper().emblem == ""
