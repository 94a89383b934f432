from __future__ import annotations

from django.db import models
from django.urls import reverse

from records import files

PDF_TYPE = "application/pdf"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class StoredFileManager(models.Manager["StoredFile"]):
    def keep(self, content: bytes, *, name: str, content_type: str) -> StoredFile:
        """A new row for `content`, whose bytes are on the disk when this returns. `name` is only for people to see."""
        stored = files.write(content)
        return self.create(sha256=stored.sha256, size=stored.size, content_type=content_type, original_name=name[-200:])


class StoredFile(models.Model):
    """A file whose bytes never change: its address on the disk is its own SHA-256."""

    sha256 = models.CharField("چکیده SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("اندازه (بایت)")
    content_type = models.CharField("نوع", max_length=100)
    original_name = models.CharField("نام اصلی", max_length=200, blank=True)
    created_at = models.DateTimeField("زمان ثبت", auto_now_add=True)

    objects = StoredFileManager()

    class Meta:
        verbose_name = "پرونده"
        verbose_name_plural = "پرونده‌ها"

    def __str__(self) -> str:
        return self.original_name or self.sha256[:12]

    def get_absolute_url(self) -> str:
        return reverse("admin:records_storedfile_change", args=[self.pk])

    def read(self) -> bytes:
        """The bytes. Raises FileNotFoundError where the disk has lost them."""
        return files.read(self.sha256)
