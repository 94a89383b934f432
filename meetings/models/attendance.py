from __future__ import annotations

from django.db import models

from meetings.models.meeting import Meeting
from people.models import Person


class Attendance(models.Model):
    """Somebody's seat at a meeting: who, with which post that day, in what capacity, and whether he was there."""

    class Capacity(models.TextChoices):
        MEMBER = "member", "عضو"
        INVITEE = "invitee", "مدعو"
        GUILD_INVITEE = "guild_invitee", "مدعو صنفی"
        OFFICIAL = "official", "مسئول"
        GUEST = "guest", "میهمان"
        OBSERVER = "observer", "ناظر"

    class Status(models.TextChoices):
        EXPECTED = "expected", "ثبت‌نشده"
        PRESENT = "present", "حاضر"
        LATE = "late", "با تأخیر"
        LEFT_EARLY = "left_early", "ترک پیش از پایان"
        STAND_IN = "stand_in", "با حضور جانشین"
        EXCUSED = "excused", "غیبت موجه"
        ABSENT = "absent", "غایب"

    meeting = models.ForeignKey(Meeting, verbose_name="جلسه", on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(
        Person, verbose_name="شخص", on_delete=models.PROTECT, null=True, blank=True, related_name="attendance"
    )
    name_as_written = models.CharField("نام در سند", max_length=200)
    post_as_written = models.CharField("سمت در آن روز", max_length=200, blank=True)
    capacity = models.CharField("به‌عنوان", max_length=14, choices=Capacity.choices, default=Capacity.MEMBER)
    status = models.CharField("حضور", max_length=10, choices=Status.choices, default=Status.EXPECTED)
    arrived_at = models.TimeField("ساعت ورود", null=True, blank=True)
    left_at = models.TimeField("ساعت خروج", null=True, blank=True)
    stand_in_as_written = models.CharField("جانشین", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("ترتیب", default=1)

    class Meta:
        verbose_name = "حضور"
        verbose_name_plural = "حضور و غیاب"
        ordering = ["meeting", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=models.Q(person__isnull=False), name="attendance_person_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    capacity__in=["member", "invitee", "guild_invitee", "official", "guest", "observer"]
                ),
                name="attendance_capacity",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["expected", "present", "late", "left_early", "stand_in", "excused", "absent"]
                ),
                name="attendance_status",
            ),
            models.CheckConstraint(condition=~models.Q(name_as_written=""), name="attendance_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name_as_written


class Invitation(models.Model):
    """A letter that invites one person to a meeting, with the post as it stands in the letter, and the answer."""

    class Reply(models.TextChoices):
        NONE = "none", "بدون پاسخ"
        WILL = "will", "حضور می‌یابد"
        WILL_NOT = "will_not", "حضور نمی‌یابد"

    attendance = models.OneToOneField(
        Attendance, verbose_name="مدعو", on_delete=models.CASCADE, related_name="invitation"
    )
    letter_number = models.CharField("شماره نامه", max_length=40, blank=True)
    sent_at = models.DateTimeField("زمان ارسال", null=True, blank=True)
    reply = models.CharField("اعلام حضور", max_length=8, choices=Reply.choices, default=Reply.NONE)
    replied_at = models.DateTimeField("زمان پاسخ", null=True, blank=True)

    class Meta:
        verbose_name = "دعوت‌نامه"
        verbose_name_plural = "دعوت‌نامه‌ها"
        constraints = [
            models.CheckConstraint(condition=models.Q(reply__in=["none", "will", "will_not"]), name="invitation_reply")
        ]

    def __str__(self) -> str:
        return f"دعوت‌نامه {self.attendance}"
