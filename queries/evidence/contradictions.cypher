// title: What do the sources contradict each other in?
// description: Claims of one scope and time that cannot all be true, with their sides, the one that the graph holds, and a curator's ruling where there is one.
// param entity: entity = null -- only what concerns this one, or what it runs, makes or develops
// param kind: enum(conflict_kinds) = null -- only of this kind
// param open: boolean = false -- leave out what a ruling has settled
// column about: whom or what it concerns
// column kind: date, number, word, order, already, phase, first …
// column severity: high, medium or low
// column state: open, reopened, undecided, decided or both
// column what: the element, or the two, in a few words
// column sides: what is said
// column chosen: the side that the graph holds; empty where they stand in different elements
// column rule: why that one
// column reason: of the ruling
// column sources: documents and paragraphs of all sides
MATCH (x:Entity)-[:HAS_CONFLICT]->(f:Conflict)
WHERE ($kind IS NULL OR f.kind = $kind) AND (NOT $open OR f.state IN ['open', 'reopened', 'undecided'])
OPTIONAL MATCH (o:Entity)-[:OPERATES|OWNS|PRODUCES|DEVELOPS|FILED|ISSUED]->(x)
WITH f, x, collect(o.id) AS owners ORDER BY x.name
WITH f, collect(x.name) AS about, collect(CASE WHEN $entity = x.id OR $entity IN owners THEN 1 END) AS meant
WHERE $entity IS NULL OR size(meant) > 0
MATCH (c:Claim) WHERE c.id IN f.claims
WITH f, about, c ORDER BY c.source, c.locator
WITH f, about, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN about, f.kind AS kind, f.severity AS severity, f.state AS state, f.what AS what, f.sides AS sides, f.chosen AS chosen,
       f.rule AS rule, f.reason AS reason, sources
ORDER BY CASE f.severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, what
