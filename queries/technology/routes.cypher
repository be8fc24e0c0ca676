// title: Which electrolyte routes are followed, by what and by whom?
// description: What is said to follow a route, a row for each entity and route, with the firms behind it; differing statements stand side by side.
// param route: enum(route) = null -- exactly this route
// column route: electrolyte route
// column entity: what follows it
// column type: its type
// column firms: who makes, runs or filed it
// column kinds: actual, planned, target …
// column basis: stated, or inferred by the curator
// column speakers: who says so
// column sources: where it is said
MATCH (c:Claim {predicate: 'route'})
WHERE $route IS NULL OR c.word = $route
MATCH (e:Entity {id: c.subject})
WITH e, c ORDER BY c.kind, c.basis, c.speaker, c.source, c.locator
WITH e, c.word AS route, collect(DISTINCT c.kind) AS kinds, collect(DISTINCT c.basis) AS basis, collect(DISTINCT c.speaker) AS speakers,
     collect(DISTINCT c.source + '#' + c.locator) AS sources
OPTIONAL MATCH (f:Entity)-[r:PRODUCES|OPERATES|FILED|DEVELOPS]->(e) WHERE (f:Firm OR f:Organization)
WITH e, route, kinds, basis, speakers, sources, f ORDER BY f.name
RETURN route, e.name AS entity, head([l IN labels(e) WHERE l <> 'Entity']) AS type, collect(DISTINCT f.name) AS firms, kinds, basis,
       speakers, sources
ORDER BY route, type, entity
