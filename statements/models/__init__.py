from statements.models.attachment import StatementAttachment
from statements.models.clause import Clause, ClauseOrigin, ClauseTopic
from statements.models.letter import Addressee, Signatory
from statements.models.reply import ClauseReply, StatementReply
from statements.models.statement import Statement
from statements.models.text import StatementText

__all__ = [
    "Addressee",
    "Clause",
    "ClauseOrigin",
    "ClauseReply",
    "ClauseTopic",
    "Signatory",
    "Statement",
    "StatementAttachment",
    "StatementReply",
    "StatementText",
]
