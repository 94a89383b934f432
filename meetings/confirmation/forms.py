"""What is typed when minutes are confirmed, published, corrected; and in every form what was seen before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from meetings.models import Meeting
from meetings.outline import MAX_BLOCK
from persian.fields import PersianCharField
from records.audience import Audience

LONGEST_REASON = 2000
LONGEST_WISH = 5000


def _several_lines(rows: int = 5) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SeenField(PersianCharField):
    """Hidden: the fingerprint of the text that was shown, so that nobody takes a step over another text."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why a step is taken."""

    reason = PersianCharField(
        label="دلیل",
        multiline=True,
        max_length=LONGEST_REASON,
        widget=_several_lines(),
        error_messages={"required": "دلیل نوشته نشده است. در یک جمله بنویسید چرا؛ در سابقه می‌ماند."},
    )


class ConfirmForm(forms.Form):
    """The meeting at which minutes were confirmed, if there was one."""

    at_meeting = forms.ModelChoiceField(
        label="در کدام جلسه تأیید شد؟",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="بیرون از جلسه تأیید شد",
        error_messages={"invalid_choice": "این جلسه از جلسه‌های برگزارشده پس از این جلسه نیست. از فهرست برگزینید."},
        help_text="جلسه‌های برگزارشده همین دور، پس از این جلسه.",
    )
    seen = SeenField()

    def __init__(self, *args: Any, later: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at_meeting"].queryset = later  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """For whom minutes are published."""

    audience = forms.ChoiceField(
        label="چه کسانی آن را بخوانند؟",
        choices=[(Audience.EVERYONE, "همگان"), (Audience.MEMBERS, "تنها اعضا")],
        widget=forms.RadioSelect,
        error_messages={"required": "بگویید چه کسانی آن را بخوانند.", "invalid_choice": "یکی از دو گزینه را برگزینید."},
    )
    seen = SeenField()


class WishForm(forms.Form):
    """What a member wishes to have corrected in a line."""

    wish = PersianCharField(
        label="نظر اصلاحی شما",
        multiline=True,
        max_length=LONGEST_WISH,
        widget=_several_lines(),
        help_text="بنویسید چه چیزی درست نیست و درست آن چیست. دبیرخانه پاسخ می‌دهد و پاسخ را همین‌جا می‌بینید.",
        error_messages={"required": "نظر اصلاحی نوشته نشده است. بنویسید چه چیزی باید اصلاح شود."},
    )
    line = SeenField()
    seen = SeenField()


class AcceptForm(forms.Form):
    """A request is accepted: what the line says from now on, and a word to who asked."""

    text = PersianCharField(
        label="متن بند از این پس",
        max_length=MAX_BLOCK,
        widget=_several_lines(4),
        error_messages={"required": "متن بند خالی است. اگر بند باید حذف شود، متن را برای اصلاح برگردانید."},
    )
    answer = PersianCharField(
        label="پاسخ به درخواست‌کننده",
        multiline=True,
        required=False,
        max_length=LONGEST_REASON,
        widget=_several_lines(2),
    )
    seen = SeenField()


class DeclineForm(forms.Form):
    """A request is declined, with the reason."""

    answer = PersianCharField(
        label="دلیل رد",
        multiline=True,
        max_length=LONGEST_REASON,
        widget=_several_lines(3),
        error_messages={"required": "دلیل رد نوشته نشده است. درخواست‌کننده آن را می‌خواند."},
    )
