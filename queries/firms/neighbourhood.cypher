// title: What is this entity related to?
// description: Every edge of an entity, in and out, with its status and where it is said.
// param entity: entity = "sak-power" -- whose relations
// param as_of: day = null -- only relations that hold on this day, as far as a period is stated
// column direction: out or in, seen from the entity
// column relation: type of the edge
// column other: name at the other end
// column other_id: its id
// column other_type: its type
// column status: planned, trial, operating or ended
// column sources: where it is said
MATCH (e:Entity)-[r]-(o:Entity)
WHERE e.id = $entity
  AND ($as_of IS NULL OR (coalesce(r.since, '') <= $as_of AND coalesce(r.until, '9999') >= $as_of))
MATCH (c:Claim) WHERE c.id IN r.claims
WITH e, r, o, c ORDER BY c.source, c.locator
WITH e, r, o, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN CASE WHEN startNode(r) = e THEN 'out' ELSE 'in' END AS direction, type(r) AS relation, o.name AS other,
       o.id AS other_id, head([l IN labels(o) WHERE l <> 'Entity']) AS other_type, r.status AS status, sources
ORDER BY direction DESC, relation, other
