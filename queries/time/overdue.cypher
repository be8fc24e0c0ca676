// title: Which plans have run out, as of a day?
// description: Plans whose last day lies before the day while neither their stage nor a later one of its ladder had surely been reached by then; without a day, those that the store holds to be overdue.
// param as_of: day = null -- seen from this day
// column subject: what the plan is about
// column type: its type
// column stage: planned stage
// column with: the other end, where there is one
// column planned: date as stated
// column due: last day of the plan
// column days_late: days since then, where a day is given
// column speakers: who says so
// column sources: where it is said
MATCH (e:Entity)-[:HAS_MILESTONE]->(m:Milestone)
WHERE m.subject = e.id AND m.kind IN ['planned', 'target', 'forecast'] AND m.latest IS NOT NULL
  AND (($as_of IS NULL AND m.overdue) OR ($as_of IS NOT NULL AND m.latest < $as_of))
OPTIONAL MATCH (e)-[:HAS_MILESTONE]->(h:Milestone {reached: true})
WHERE ($as_of IS NULL OR h.latest <= $as_of)
  AND (h.element = m.element OR (h.subject = e.id AND h.ladder = m.ladder AND h.rank > m.rank AND coalesce(h.object, m.object, '') = coalesce(m.object, '')))
WITH e, m, count(h) AS came
WHERE came = 0
OPTIONAL MATCH (o:Entity) WHERE o.id = m.object
WITH e, m, o
MATCH (c:Claim) WHERE c.id IN m.claims
WITH e, m, o, c ORDER BY c.speaker, c.source, c.locator
WITH e, m, o, collect(DISTINCT c.speaker) AS speakers, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN e.name AS subject, head([l IN labels(e) WHERE l <> 'Entity']) AS type, m.stage AS stage, o.name AS with, m.text AS planned,
       m.latest AS due, CASE WHEN $as_of IS NULL THEN null ELSE duration.inDays(date(m.latest), date($as_of)).days END AS days_late,
       speakers, sources
ORDER BY due, subject, stage, planned
