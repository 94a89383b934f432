from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "جلسات"

    def ready(self) -> None:
        from meetings import published_rows
        from records import audit

        audit.provide(published_rows.check)
