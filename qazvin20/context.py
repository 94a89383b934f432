"""What every page may know besides its own data: who reads it, and which of the doors are open to him."""

from django.http import HttpRequest
from django.urls import reverse

from meetings.access import may_import, may_write_minutes
from people.access import may_administer, may_keep_people
from records import organisation, sample


class Site:
    """`site` of the templates. Each answer is looked up when a page asks for it, so a visitor costs no query."""

    @property
    def sample(self) -> str:
        """What every page of a sample begins with; empty in a real archive."""
        return sample.LABEL if sample.is_sample() else ""

    @property
    def name(self) -> str:
        return organisation.known().name

    @property
    def emblem(self) -> str:
        """The address of the organisation's own emblem; empty where it has handed in none."""
        kept = organisation.known().emblem
        return reverse("emblem", args=[kept.sha256[: organisation.DIGITS]]) if kept else ""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def _user(self) -> object:
        return getattr(self._request, "user", None)

    @property
    def signed_in(self) -> str:
        """The name of who is signed in; empty for a visitor."""
        return getattr(self._user, "display_name", "")

    @property
    def may_keep_people(self) -> bool:
        return may_keep_people(self._user)

    @property
    def may_import(self) -> bool:
        return may_import(self._user)

    @property
    def has_desk(self) -> bool:
        """Whether he works here, and so has a desk."""
        return may_write_minutes(self._user)

    @property
    def may_administer(self) -> bool:
        return may_administer(self._user)


def site(request: HttpRequest) -> dict[str, Site]:
    return {"site": Site(request)}
