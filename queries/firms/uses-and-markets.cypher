// title: Who or what is meant for which use, market or vehicle?
// description: What aims at an application or market; a narrower use counts for the wider one that it is part of.
// param use: entity(Application|Market|Vehicle) = null -- only this use, and those that are part of it
// column use: application, market or vehicle
// column who: firm, site, product, technology or material
// column type: its type
// column maker: firm that makes or runs it
// column status: planned, trial, operating or ended
// column when: when it holds, as stated
// column sources: where it is said
MATCH (x:Entity)-[r:TARGETS]->(t:Entity)
WHERE $use IS NULL OR t.id = $use OR EXISTS { MATCH (t)-[:PART_OF*1..3]->(w:Entity) WHERE w.id = $use }
OPTIONAL MATCH (f:Firm)-[:PRODUCES|OPERATES]->(x)
WITH x, r, t, min(f.name) AS maker
MATCH (c:Claim) WHERE c.id IN r.claims
WITH x, r, t, maker, c ORDER BY c.source, c.locator
RETURN t.name AS use, x.name AS who, head([l IN labels(x) WHERE l <> 'Entity']) AS type, maker, r.status AS status, r.when AS when,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY use, type, who
