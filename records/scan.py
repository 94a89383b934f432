"""A paper that was scanned: which files are taken as such, judged by their content and not by their name."""

from __future__ import annotations

import io

from PIL import Image

MOST_BYTES = 25 * 2**20
MOST_PIXELS = 80_000_000  # an A3 sheet at 600 dpi has 70 million
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
SUFFIXES = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
_TAIL = 4096  # bytes at the end, in which a whole file closes


class NotAScan(Exception):
    """Why a file is not taken: a Persian sentence for whoever handed it in."""


def scan_type(content: bytes) -> str:
    """The content type of a PDF, JPEG or PNG file that is whole. Raises NotAScan."""
    if not content:
        raise NotAScan("این پرونده خالی است. پرونده اسکن را دوباره برگزینید.")
    if len(content) > MOST_BYTES:
        raise NotAScan("حجم پرونده از ۲۵ مگابایت بیشتر است. با کیفیت کمتری اسکن کنید و دوباره بفرستید.")
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-_TAIL:]:
            raise NotAScan("این پرونده PDF ناتمام است. آن را از نو بسازید و دوباره بفرستید.")
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        if b"\xff\xd9" not in content[-_TAIL:]:
            raise NotAScan("این تصویر JPEG ناتمام است. آن را از نو بسازید و دوباره بفرستید.")
        return _picture(content, JPEG, "JPEG")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(content, PNG, "PNG")
    raise NotAScan("این پرونده PDF، JPEG یا PNG نیست. کاغذ را به یکی از این سه قالب اسکن کنید.")


def _picture(content: bytes, content_type: str, form: str) -> str:
    """The picture is not drawn, only its head is read, and of a PNG the sums of its parts."""
    try:
        with Image.open(io.BytesIO(content), formats=(form,)) as picture:
            width, height = picture.size
            picture.verify()
    except Exception as error:  # a decoder fed with anything raises anything
        raise NotAScan(f"این تصویر {form} خوانده نمی‌شود یا ناتمام است. آن را از نو بسازید.") from error
    if width * height > MOST_PIXELS:
        raise NotAScan("این تصویر بیش از ۸۰ میلیون نقطه دارد. با کیفیت کمتری اسکن کنید و دوباره بفرستید.")
    return content_type
