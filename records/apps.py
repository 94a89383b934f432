from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def place_triggers(using: str, **options: Any) -> None:
    from records import triggers

    triggers.place(connections[using])


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "سوابق"

    def ready(self) -> None:
        # The one signal of the house: there is no other hook after a migrate, and a remade table has lost its triggers.
        post_migrate.connect(place_triggers, sender=self, dispatch_uid="records.triggers")
