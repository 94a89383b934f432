from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "statements"
    verbose_name = "بیانیه‌ها"

    def ready(self) -> None:
        from records import audit
        from statements import elsewhere, issued_rows

        elsewhere.provide()
        audit.provide(issued_rows.check)
