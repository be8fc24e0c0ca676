"""What the row of an entity says of it, and of a merged one, that it was merged and why."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.facts.claim import CURATION, Claim, Row
from graphkit.facts.entities import curated, entity_claims
from graphkit.facts.identity.identify import Identity
from graphkit.facts.resolve import EntityRow, Registry


def row_claims(entity: EntityRow, registry: Registry, identity: Identity) -> Iterator[Claim]:
    """The claims of an entity's row, of the entity that it was found to be.

    The name of a merged one becomes another name of the entity that stands for it, whose own name stays; its id becomes
    an external id, so that it is found by it, with the reason as the claim's note.
    """
    subject = identity.of.get(entity.id, entity.id)
    for claim in entity_claims(entity, subject):
        renamed = claim.predicate == "name" and entity.name != registry.rows[subject].name
        yield _said(entity, subject, "alias", entity.name) if renamed else claim
    if subject != entity.id:
        yield _said(entity, subject, "external_id", entity.id, identity.why[entity.id])


def _said(entity: EntityRow, subject: str, predicate: str, value: str, note: str = "") -> Claim:
    row = Row(CURATION, "", entity.id, predicate, value, note=note)
    return curated(entity.loader, row, subject)
