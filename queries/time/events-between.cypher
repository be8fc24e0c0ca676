// title: What happened between two days?
// description: Stages that were reached, by the days that they can have been reached on; certain says whether all of these lie between the two.
// param since: day = null -- from this day
// param until: day = null -- to this day
// param type: enum(node_types) = null -- only of entities of this type
// param stage: enum(stages) = null -- only this stage
// column earliest: first day it can have been
// column latest: last day it can have been
// column certain: whether it was surely between the two days
// column subject: who or what
// column type: its type
// column stage: what was reached
// column with: the other end, where there is one
// column topics: subjects of an event, an award or a delivery, where told
// column date: as stated
// column sources: where it is said
MATCH (e:Entity)-[:HAS_MILESTONE]->(m:Milestone {current: true, reached: true})
WHERE m.subject = e.id AND ($stage IS NULL OR m.stage = $stage) AND ($type IS NULL OR $type IN labels(e))
  AND ($since IS NULL OR coalesce(m.latest, '9999') >= $since) AND ($until IS NULL OR coalesce(m.earliest, '0000') <= $until)
OPTIONAL MATCH (o:Entity) WHERE o.id = m.object
WITH e, m, o
MATCH (c:Claim) WHERE c.id IN m.claims
WITH e, m, o, c, head([q IN coalesce(c.qualifiers, []) WHERE q STARTS WITH 'topic=' | substring(q, 6)]) AS topic
ORDER BY c.source, c.locator
RETURN m.earliest AS earliest, m.latest AS latest,
       ($since IS NULL OR coalesce(m.earliest, '0000') >= $since) AND ($until IS NULL OR coalesce(m.latest, '9999') <= $until) AS certain,
       e.name AS subject, head([l IN labels(e) WHERE l <> 'Entity']) AS type, m.stage AS stage, o.name AS with,
       collect(DISTINCT topic) AS topics, m.text AS date, collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY coalesce(latest, '9999'), coalesce(earliest, '0000'), subject, stage, head(sources)
