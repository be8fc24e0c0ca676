"""Facts: loaders' tables to claims, and who is who."""

from graphkit.facts.claim import CURATION, Claim, Facts, Row, Source
from graphkit.facts.load import Reading, read_loaders
from graphkit.facts.resolve import Registry, Unresolved

__all__ = ["CURATION", "Claim", "Facts", "Reading", "Registry", "Row", "Source", "Unresolved", "read_loaders"]
