"""Handing out stored files: with their type, their hash as ETag, and nothing in them that could run."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from records.models import StoredFile
from records.models.file import PDF_TYPE, WORD_TYPE

INLINE = {PDF_TYPE, "image/png", "image/jpeg"}
TOLD = {*INLINE, WORD_TYPE}  # a download that says its type, for telephones to know what opens it


def serve_file(request: HttpRequest, file: StoredFile, *, as_attachment: bool = False) -> HttpResponse:
    """The bytes of `file`; 304 for a reader who has them. Raises Http404 where the disk has lost them."""
    etag = f'"{file.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        try:
            content = file.read()
        except FileNotFoundError as error:
            raise Http404 from error
        response = serve_bytes(content, file.original_name, file.content_type, as_attachment=as_attachment)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def serve_bytes(content: bytes, name: str, content_type: str, *, as_attachment: bool = False) -> HttpResponse:
    """`content` as a download or, for types that a browser shows safely, in place."""
    inline = content_type in INLINE and not as_attachment
    response = HttpResponse(content, content_type=content_type if content_type in TOLD else "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(not inline, name or "file") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
