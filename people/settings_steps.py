"""What was changed in the settings, when and by whom."""

from __future__ import annotations

from people.users import Step
from persian.jalali import long_datetime
from records.models import Event, Organisation

SHOWN = 10
COLUMNS = {
    "name": "نام",
    "lines": "سطرهای زیر نام",
    "emblem": "نشان",
    "letterhead_order": "ترتیب سرنامه",
    "footer": "پانویس",
    "quorum": "حد نصاب",
    "invitation_days": "مهلت دعوت‌نامه",
    "default_audience": "مخاطب سند تازه",
}


def steps_of_settings() -> tuple[Step, ...]:
    events = Event.objects.about(Organisation(id=1)).order_by("-sequence")[:SHOWN]
    return tuple(
        Step(
            long_datetime(event.at),
            "، ".join(COLUMNS.get(name, name) for name in event.content.get("changed", [])),
            event.actor_name,
        )
        for event in events
    )
