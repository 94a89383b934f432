from django.apps import AppConfig


class GuildsConfig(AppConfig):
    name = "guilds"
    verbose_name = "اصناف"

    def ready(self) -> None:
        from guilds import elsewhere

        elsewhere.provide()
