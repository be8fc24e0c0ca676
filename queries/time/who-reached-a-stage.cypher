// title: Who reached a stage first, and who is to follow?
// description: Everyone with a stage, those that have reached it first, by date; planned ones after them.
// param stage: enum(stages) = "production_start" -- which stage
// param class: enum(class) = null -- only of exactly this class
// param type: enum(node_types) = null -- only entities of this type
// column reached: whether it came
// column subject: who or what
// column type: its type
// column firms: who makes or runs it
// column class: class of battery, stated or planned
// column scope: use, place or scale that it is limited to
// column with: the other end, where there is one
// column kind: actual, planned …
// column date: as stated
// column earliest: first day it can mean
// column latest: last day it can mean
// column sources: where it is said
MATCH (e:Entity)-[:HAS_MILESTONE]->(m:Milestone {stage: $stage, current: true})
WHERE m.subject = e.id AND ($type IS NULL OR $type IN labels(e)) AND ($class IS NULL OR coalesce(m.class, e.class, e.class_planned) = $class)
OPTIONAL MATCH (f:Firm)-[:PRODUCES|OPERATES|FILED]->(e)
WITH e, m, f ORDER BY f.name
WITH e, m, collect(DISTINCT f.name) AS firms
OPTIONAL MATCH (o:Entity) WHERE o.id = m.object
WITH e, m, firms, o
MATCH (c:Claim) WHERE c.id IN m.claims
WITH e, m, firms, o, c ORDER BY c.source, c.locator
WITH e, m, firms, o, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN m.reached AS reached, e.name AS subject, head([l IN labels(e) WHERE l <> 'Entity']) AS type, firms,
       coalesce(m.class, e.class, e.class_planned) AS class, [x IN [m.application, m.place, m.scale] WHERE x IS NOT NULL] AS scope,
       o.name AS with, m.kind AS kind, m.text AS date, m.earliest AS earliest, m.latest AS latest, sources
ORDER BY reached DESC, coalesce(latest, '9999'), coalesce(earliest, '0000'), subject, kind, date
