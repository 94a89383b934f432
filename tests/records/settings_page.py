"""The page of the settings: what is sent there, and what it says."""

import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.forms import fields_of


def png(width: int = 64, height: int = 64) -> bytes:
    target = io.BytesIO()
    Image.new("RGBA", (width, height), (10, 97, 112, 255)).save(target, "PNG", pnginfo=None)
    return target.getvalue()


def save(browser: Client, picture: bytes | None = None, **changed):
    sent = {**fields_of(browser.get("/settings/")), **changed}
    if picture is not None:
        sent["picture"] = SimpleUploadedFile("emblem", picture)
    return browser.post("/settings/", sent)


def words(response) -> str:
    page = response.content.decode().partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
