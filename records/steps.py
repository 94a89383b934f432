"""What the steps of the event chain are called on the pages that tell of them."""

from __future__ import annotations

from collections.abc import Mapping

from records.models import Event

AT_THE_BACK_DOOR = {
    "admin.added": "ثبت در مدیریت داده‌ها",
    "admin.changed": "تغییر در مدیریت داده‌ها",
    "admin.deleted": "حذف در مدیریت داده‌ها",
}
OTHER = "گامی دیگر"  # of an event that was written before or after this version of the portal


def step_words(event: Event, own: Mapping[str, str]) -> str:
    """The step in Persian, by its action: in the room's own words, or in those for what any record can go through."""
    return own.get(event.action) or AT_THE_BACK_DOOR.get(event.action, OTHER)
