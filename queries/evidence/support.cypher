// title: On how many documents and voices does each entity rest?
// description: Named entities with the documents and speakers that tell of them; with the defaults those that rest on a single document.
// param at_least: integer = 1 -- documents, at least
// param at_most: integer = 1 -- documents, at most
// param type: enum(node_types) = null -- only entities of this type
// column entity: name
// column id: its id
// column type: its type
// column documents: which documents
// column speakers: who speaks of it
// column statements: how many claims
MATCH (c:Claim) WHERE c.source <> 'curation'
UNWIND [c.subject, c.object] AS id
WITH id, c
WHERE id IS NOT NULL
MATCH (e:Entity {id: id})
WHERE NOT coalesce(e.unnamed, false) AND ($type IS NULL OR $type IN labels(e))
WITH e, c ORDER BY c.source, c.speaker
WITH e, collect(DISTINCT c.source) AS documents, collect(DISTINCT c.speaker) AS speakers, count(DISTINCT c.id) AS statements
WHERE size(documents) >= $at_least AND size(documents) <= $at_most
RETURN e.name AS entity, e.id AS id, head([l IN labels(e) WHERE l <> 'Entity']) AS type, documents, speakers, statements
ORDER BY type, entity, id
