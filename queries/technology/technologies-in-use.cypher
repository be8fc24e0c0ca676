// title: Which technology is used where, and which patents cover it?
// description: What is based on or made with a technology, material or product, with the maker and the patents that have it as their subject.
// param technology: entity(Technology|Material|Product) = null -- only this one
// column technology: what is used or covered
// column used_by: firm, site, product, vehicle or other technology
// column type: its type
// column maker: firm that makes or runs it
// column topic: in what respect, where told
// column status: planned, trial, operating or ended
// column patents: patents that cover the technology
// column sources: where the use is said
MATCH (u:Entity)-[r:USES]->(t:Entity)
WHERE $technology IS NULL OR t.id = $technology
OPTIONAL MATCH (f:Firm)-[:PRODUCES|OPERATES]->(u)
WITH u, r, t, min(f.name) AS maker
OPTIONAL MATCH (p:Patent)-[:COVERS]->(t)
WITH u, r, t, maker, p ORDER BY p.name
WITH u, r, t, maker, collect(p.name) AS patents
MATCH (c:Claim) WHERE c.id IN r.claims
WITH u, r, t, maker, patents, c ORDER BY c.source, c.locator
RETURN t.name AS technology, u.name AS used_by, head([l IN labels(u) WHERE l <> 'Entity']) AS type, maker, r.topic AS topic,
       r.status AS status, patents, collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY technology, used_by
