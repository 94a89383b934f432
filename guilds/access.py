"""Who may what with guilds, their visits, demands and answers."""

from guilds.models import Demand
from records.followup import body_of_liaison


def may_keep_guilds(user: object) -> bool:
    return getattr(user, "writes_records", False)


def may_answer(user: object) -> bool:
    return getattr(user, "writes_records", False)


def may_report_on(user: object, demand: Demand) -> bool:
    """The secretariat, and a liaison of a body that the demand was referred to."""
    body = body_of_liaison(user)
    return may_keep_guilds(user) or (body is not None and demand.referrals.filter(body=body).exists())


def may_decide_on_reports(user: object) -> bool:
    return getattr(user, "writes_records", False)
