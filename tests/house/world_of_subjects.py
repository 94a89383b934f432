"""What somebody may and somebody else may not see among themes, projects, raised titles, guilds and demands."""

from guilds.models import Demand, DemandReferral, Guild, Visit
from meetings.models import Meeting
from projects.models import Project, RaisedTitle, Theme
from tests import cast

Args = dict[tuple[str, str], tuple[object, ...]]


def lay_out(meeting: Meeting) -> Args:
    """The arguments of the addresses, by a word for what lies there; `meeting` is one for everyone."""
    return {**_subjects(), **_guilds(meeting)}


def _subjects() -> Args:
    """Theme 1 for everyone, 2 for members, 3 by its number alone; a project and a title of each audience."""
    open_to_all = Theme.objects.create(number=1, title="موضوع نمونه", audience="everyone")
    members_only = Theme.objects.create(number=2, title="موضوع پوشیده", audience="members")
    Theme.objects.create(number=3, audience="everyone")
    project, kept, under_kept = (
        Project.objects.create(theme=theme, title="پروژه نمونه", audience=audience)
        for theme, audience in ((open_to_all, "everyone"), (open_to_all, "members"), (members_only, "everyone"))
    )
    title, kept_title = (
        RaisedTitle.objects.create(text="عنوان نمونه", audience=audience) for audience in ("everyone", "members")
    )
    themes, projects, titles = ("theme", "theme_lines"), ("project", "project_lines"), ("title", "title_lines")
    return {
        **{(name, ""): (1,) for name in themes},
        **{(name, "members"): (2,) for name in themes},
        **{(name, "number only"): (3,) for name in themes},
        **{(name, "missing"): (77,) for name in themes},
        **{(name, ""): (project.pk,) for name in projects},
        **{(name, "members"): (kept.pk,) for name in projects},
        **{(name, "of a theme for members"): (under_kept.pk,) for name in projects},
        **{(name, ""): (title.pk,) for name in titles},
        **{(name, "members"): (kept_title.pk,) for name in titles},
    }


def _guilds(meeting: Meeting) -> Args:
    """A guild for everyone with a demand for everyone, one for members, one referred to the liaison's body; another
    guild for members with a demand for everyone.
    """
    guild, kept = (Guild.objects.create(name=f"صنف {name}", audience=name) for name in ("everyone", "members"))
    visit, kept_visit = (Visit.objects.create(guild=row, meeting=meeting) for row in (guild, kept))
    demand, for_members, of_the_body = (
        Demand.objects.create(visit=visit, number=number, text="خواسته نمونه", audience=audience)
        for number, audience in ((1, "everyone"), (2, "members"), (3, "members"))
    )
    of_kept = Demand.objects.create(visit=kept_visit, number=1, text="خواسته نمونه", audience="everyone")
    DemandReferral.objects.create(demand=of_the_body, body=cast.leila().body)
    return {
        ("guild", ""): (guild.pk,),
        ("guild", "members"): (kept.pk,),
        ("demand", ""): (demand.pk,),
        ("demand", "members"): (for_members.pk,),
        ("demand", "of a guild for members"): (of_kept.pk,),
        ("demand", "of the liaison's body"): (of_the_body.pk,),
    }
