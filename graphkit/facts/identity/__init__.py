"""One thing is one node: which entities of different tables are the same, on whose word, and which may be."""

from graphkit.facts.identity.candidates import Candidate, Hints, candidates
from graphkit.facts.identity.claims import row_claims
from graphkit.facts.identity.identify import Identity, identify
from graphkit.facts.identity.rulings import DIFFERENT, SAME, VERDICTS, Ruling, read_rulings, ruling, write_rulings

__all__ = [
    "DIFFERENT",
    "SAME",
    "VERDICTS",
    "Candidate",
    "Hints",
    "Identity",
    "Ruling",
    "candidates",
    "identify",
    "read_rulings",
    "row_claims",
    "ruling",
    "write_rulings",
]
