from guilds.models.answer import DemandAnswer
from guilds.models.demand import Demand
from guilds.models.guild import Guild
from guilds.models.referral import DemandReferral, ReferralExtension
from guilds.models.report import DemandEvidence, DemandReport
from guilds.models.visit import Invitee, Visit

__all__ = [
    "Demand",
    "DemandAnswer",
    "DemandEvidence",
    "DemandReferral",
    "DemandReport",
    "Guild",
    "Invitee",
    "ReferralExtension",
    "Visit",
]
