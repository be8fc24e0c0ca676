// title: How do cells, lines, markets and firms compare in a figure?
// description: Every value of a metric, highest first, as stated and as it is planned or expected; what is undisclosed stands last.
// param metric: enum(metrics) = "cycle_life" -- which figure
// param class: enum(class) = null -- only of exactly this class
// param entity: entity = null -- only of this entity
// param realised: boolean = null -- true for what is so, false for what is planned or expected; null for both
// column subject: what has the figure
// column type: its type
// column scope: class, use, place, round or occasion that it is limited to
// column stated: the words of the source
// column amount: the number, where one is stated
// column low: at least
// column high: at most
// column unit: unit
// column direction: direction, where one is stated
// column period: for when
// column kind: actual, target, forecast, undisclosed …
// column current: whether this statement holds
// column speakers: who says so
// column sources: where it is said
MATCH (e:Entity)-[:HAS_OBSERVATION]->(o:Observation {metric: $metric})
WHERE ($entity IS NULL OR e.id = $entity) AND ($class IS NULL OR coalesce(o.class, e.class, e.class_planned) = $class)
  AND ($realised IS NULL OR o.prospective <> $realised)
MATCH (c:Claim) WHERE c.id IN o.claims
WITH e, o, c ORDER BY c.speaker, c.source, c.locator
WITH e, o, collect(DISTINCT c.speaker) AS speakers, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN e.name AS subject, head([l IN labels(e) WHERE l <> 'Entity']) AS type,
       [x IN [coalesce(o.class, e.class, e.class_planned), o.application, o.place, o.round, o.event] WHERE x IS NOT NULL] AS scope,
       o.text AS stated, o.amount AS amount, o.min AS low, o.max AS high, o.unit AS unit, o.direction AS direction, o.period AS period,
       o.kind AS kind, o.current AS current, speakers, sources
ORDER BY CASE WHEN o.kind = 'undisclosed' THEN 1 ELSE 0 END, coalesce(amount, high, low, 0.0) DESC, subject, period, unit, stated
