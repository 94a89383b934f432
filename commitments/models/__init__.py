from commitments.models.commitment import Commitment
from commitments.models.conformity import ConformityAssessment
from commitments.models.extension import Extension
from commitments.models.report import CommitmentEvidence, CommitmentReport

__all__ = ["Commitment", "CommitmentEvidence", "CommitmentReport", "ConformityAssessment", "Extension"]
