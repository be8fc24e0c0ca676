// title: When did, or will, it reach each stage?
// description: Each planned and actual date, in order, of one entity or of all.
// param entity: entity = null -- only of this entity
// param stage: enum(stages) = null -- only this stage, as production_start
// column subject: whose milestone
// column stage: which
// column with: the other end, for a milestone of a relation
// column scope: class, route, use, place or scale that it is limited to
// column kind: actual, planned, target or forecast
// column date: as stated
// column earliest: first day it can mean
// column latest: last day it can mean
// column current: whether this statement holds
// column reached: whether it came
// column overdue: whether the plan ran out
// column sources: where it is said
MATCH (e:Entity)-[:HAS_MILESTONE]->(m:Milestone)
WHERE m.subject = e.id AND ($entity IS NULL OR e.id = $entity)
  AND ($stage IS NULL OR m.stage = $stage)
OPTIONAL MATCH (o:Entity) WHERE o.id = m.object
WITH e, m, o
MATCH (c:Claim) WHERE c.id IN m.claims
WITH e, m, o, c ORDER BY c.source, c.locator
WITH e, m, o, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN e.name AS subject, m.stage AS stage, o.name AS with,
       [x IN [m.class, m.route, m.application, m.place, m.scale] WHERE x IS NOT NULL] AS scope, m.kind AS kind, m.text AS date, m.earliest AS earliest,
       m.latest AS latest, m.current AS current, m.reached AS reached, m.overdue AS overdue, sources
ORDER BY subject, coalesce(m.latest, m.earliest, '9999'), stage, kind, date
