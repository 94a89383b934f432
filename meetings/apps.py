from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "جلسات"

    def ready(self) -> None:
        from meetings import published_rows, story_of
        from records import audit, sections

        audit.provide(published_rows.check)
        for page in ("theme", "project", "title"):
            sections.provide(page, name="said", order=10, template="meetings/_story.html", build=story_of.story_section)
