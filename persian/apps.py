from django.apps import AppConfig


class PersianConfig(AppConfig):
    name = "persian"

    def ready(self) -> None:
        from persian.addresses import register

        register()
