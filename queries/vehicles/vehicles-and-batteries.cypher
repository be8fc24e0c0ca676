// title: Which battery is in which vehicle?
// description: Which battery is fitted, tested or planned in which vehicle, and how far that has come.
// param as_of: day = null -- only relations that hold on this day, as far as a period is stated
// column vehicle: name of the vehicle
// column battery: name of the battery
// column class: class of the battery, stated or planned
// column maker: who makes the battery
// column status: planned, trial, operating or ended
// column milestones: stages told of it, with their dates
// column sources: where it is said
MATCH (b:Product)-[r:INSTALLED_IN]->(v:Vehicle)
WHERE $as_of IS NULL OR (coalesce(r.since, '') <= $as_of AND coalesce(r.until, '9999') >= $as_of)
OPTIONAL MATCH (f:Firm)-[:PRODUCES]->(b)
WITH b, r, v, min(f.name) AS maker
OPTIONAL MATCH (b)-[:HAS_MILESTONE]->(m:Milestone)
WHERE m.object = v.id AND m.current
WITH b, r, v, maker, m ORDER BY m.stage, m.text
WITH b, r, v, maker, collect(DISTINCT m.stage + CASE WHEN m.text IS NULL THEN '' ELSE ' ' + m.text END) AS milestones
MATCH (c:Claim) WHERE c.id IN r.claims
WITH b, r, v, maker, milestones, c ORDER BY c.source, c.locator
RETURN v.name AS vehicle, b.name AS battery, coalesce(b.class, b.class_planned) AS class, maker, r.status AS status, milestones,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY vehicle, battery
