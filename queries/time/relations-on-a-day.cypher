// title: Which relations held on a day?
// description: Relations between entities that no told start or end rules out on the day; planned ones are marked as such.
// param as_of: day = null -- the day; without one, all relations
// param entity: entity = null -- only relations of this entity
// param type: enum(edge_types) = null -- only this relation
// param dated: boolean = false -- true for only those of which a start, end or time is told
// column from: where the relation begins
// column relation: its type
// column to: where it ends
// column status: planned, trial, operating or ended
// column since: first day, where told
// column until: last day, where told
// column when: as stated
// column sources: where it is said
MATCH (a:Entity)-[r]->(b:Entity)
WHERE ($type IS NULL OR type(r) = $type) AND ($entity IS NULL OR a.id = $entity OR b.id = $entity)
  AND ($as_of IS NULL OR (coalesce(r.since, '0000') <= $as_of AND coalesce(r.until, '9999') >= $as_of))
  AND (NOT $dated OR r.when IS NOT NULL OR r.since IS NOT NULL OR r.until IS NOT NULL)
MATCH (c:Claim) WHERE c.id IN r.claims
WITH a, r, b, c ORDER BY c.source, c.locator
WITH a, r, b, collect(DISTINCT c.source + coalesce('#' + c.locator, '')) AS sources
RETURN a.name AS from, type(r) AS relation, b.name AS to, r.status AS status, r.since AS since, r.until AS until, r.when AS when, sources
ORDER BY relation, from, to, status, head(sources)
