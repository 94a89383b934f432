from __future__ import annotations

import json
from datetime import UTC
from typing import Any, Literal, Self

from django.db import models, transaction
from django.urls import reverse

from records import files
from records.audience import AudienceQuerySet, audience_check, audience_column
from records.models.file import PDF_TYPE, WORD_TYPE, StoredFile


class EditionQuerySet(AudienceQuerySet):
    def of(self, obj: models.Model) -> Self:
        """The editions of one record, newest first."""
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk).order_by("-number")

    def with_newest(self) -> Self:
        """Each with `newest`: the number of its record's newest edition, whoever may read that."""
        newest = (
            Edition.objects.filter(object_type=models.OuterRef("object_type"), object_id=models.OuterRef("object_id"))
            .order_by("-number")
            .values("number")[:1]
        )
        return self.annotate(newest=models.Subquery(newest))


class Edition(models.Model):
    """Published minutes or an issued statement, frozen: what was published, its PDF, its Word file, its code.

    A trigger refuses changes to everything but `audience`; a correction is another edition with a higher number.
    Its PDF is there from the beginning, but for the editions of a sample. Editions of earlier versions, and statements,
    have no Word file.
    """

    object_type = models.CharField("نوع سند", max_length=60)
    object_id = models.BigIntegerField("شناسه سند")
    number = models.PositiveSmallIntegerField("شماره ویرایش")
    title = models.CharField("عنوان", max_length=300)
    is_summary = models.BooleanField("خلاصه است", default=False)
    code = models.CharField("کد راستی‌آزمایی", max_length=9, unique=True)
    content = models.TextField("محتوا")
    content_sha256 = models.CharField("چکیده محتوا", max_length=64)
    pdf = models.ForeignKey(
        StoredFile, verbose_name="پرونده PDF", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    word = models.ForeignKey(
        StoredFile, verbose_name="پرونده Word", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Only editions of a sample: theirs is made when somebody first asks for it, and kept from then on.
    pdf_comes_later = models.BooleanField("PDF پس از نخستین درخواست", default=False, editable=False)
    issued_at = models.DateTimeField("زمان انتشار")
    issued_by_id = models.BigIntegerField("شناسه منتشرکننده", null=True)
    issued_by_name = models.CharField("منتشرکننده", max_length=200)
    reason = models.TextField("دلیل اصلاح", max_length=2000, blank=True)
    audience = audience_column()

    newest: int  # what `with_newest` adds

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "ویرایش منتشرشده"
        verbose_name_plural = "ویرایش‌های منتشرشده"
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id", "number"], name="edition_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="edition_number_from_one"),
            audience_check("edition_audience"),
            models.CheckConstraint(
                condition=models.Q(pdf__isnull=False) | models.Q(pdf_comes_later=True), name="edition_has_its_pdf"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}، ویرایش {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("verify_code", args=[self.code])

    def fingerprint(self) -> dict[str, Any]:
        """Every frozen column, as the chain keeps it beside the publication, so that a change of the row shows."""
        told = {
            "number": self.number,
            "title": self.title,
            "is_summary": self.is_summary,
            "code": self.code,
            "content_sha256": self.content_sha256,
            "pdf_sha256": self.pdf.sha256 if self.pdf else None,
            "issued_at": self.issued_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "issued_by_id": self.issued_by_id,
            "issued_by_name": self.issued_by_name,
            "reason": self.reason,
        }
        if self.word:  # only then, so that what earlier versions published still agrees with its event
            told["word_sha256"] = self.word.sha256
        return told

    @property
    def frozen(self) -> dict[str, Any]:
        return json.loads(self.content)

    def keep_pdf(self, content: bytes, *, name: str) -> StoredFile:
        """The PDF of a sample's edition, kept now as its own unless somebody was quicker; then that one's.

        Raises ValueError where the archive is no sample.
        """
        return self._keep("pdf", content, name=name)

    def keep_word(self, content: bytes, *, name: str) -> StoredFile:
        """The same for its Word file."""
        return self._keep("word", content, name=name)

    def _keep(self, column: Literal["pdf", "word"], content: bytes, *, name: str) -> StoredFile:
        from records import chain, sample

        if not sample.is_sample():
            raise ValueError("the edition of a real archive has its files from the beginning")
        action, content_type = (chain.PDF_KEPT, PDF_TYPE) if column == "pdf" else (chain.WORD_KEPT, WORD_TYPE)
        files.write(content)
        with transaction.atomic():
            row = Edition.objects.select_for_update(of=("self",)).select_related("pdf", "word").get(pk=self.pk)
            file: StoredFile | None = getattr(row, column)
            if file is None:
                file = StoredFile.objects.keep(content, name=name, content_type=content_type)
                setattr(row, column, file)
                row.save(update_fields=[column])
                kept = {"edition": {"object_type": row.object_type, "object_id": row.object_id, **row.fingerprint()}}
                chain.append(action, row, by=None, version=row.number, snapshot=kept, files=[file.sha256])
        setattr(self, column, file)
        return file
