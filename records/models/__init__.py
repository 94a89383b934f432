from records.models.edition import Edition
from records.models.event import ChainHead, Event
from records.models.file import StoredFile
from records.models.mailing import Mailing
from records.models.organisation import Organisation
from records.models.pending import PendingImport

__all__ = ["ChainHead", "Edition", "Event", "Mailing", "Organisation", "PendingImport", "StoredFile"]
