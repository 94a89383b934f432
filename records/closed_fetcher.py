"""What a PDF may draw on: our own files, by name, and nothing else, neither from the network nor from the disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "portal:"
# WeasyPrint asks for no others: a small picture made by us (the QR of a verification code, the organisation's emblem).
INLINE_IMAGES = ("data:image/png;base64,", "data:image/svg+xml;base64,")
MAX_INLINE = 400_000
TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ttf": "font/ttf",
}
MAX_BYTES = 5_000_000


class Refused(FatalURLFetchingError):
    """A document asked for something outside. That stops the rendering: no paper may lack a part in silence."""


class ClosedFetcher(URLFetcher):
    """Serves `portal:<folder>/<file>` for the files that lay in `folders` when it was made; refuses everything else.

    The files are listed once and found by their exact name, so that there is no path to climb out of. A symbolic link,
    and what lies in a folder below, is not listed.
    """

    def __init__(self, folders: Mapping[str, Path]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, timeout=1)
        self.files = {
            f"{SCHEME}{name}/{path.name}": path
            for name, folder in folders.items()
            if folder.is_dir()
            for path in folder.iterdir()
            if path.suffix in TYPES and path.is_file() and not path.is_symlink()
        }

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The file or inline image at `url`. Raises Refused for any other address and for a file over 5 MB."""
        if url.startswith(INLINE_IMAGES) and len(url) <= MAX_INLINE:
            opener = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
            return opener.fetch(url)
        path = self.files.get(url)
        if path is None or path.is_symlink() or path.stat().st_size > MAX_BYTES:
            raise Refused(url[:200])
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})
