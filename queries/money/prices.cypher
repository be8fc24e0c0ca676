// title: What do materials cost, and which way do prices move?
// description: Prices of materials by period, as a value or a direction of change.
// param item: entity = null -- only of this material or market
// param as_of: day = null -- only prices of periods that had begun by this day
// column item: material or market
// column period: for when
// column amount: price, where one is stated
// column unit: unit
// column direction: direction of change
// column speakers: who says so
// column sources: where it is said
MATCH (e:Entity)-[:HAS_OBSERVATION]->(o:Observation {metric: 'price', current: true})
WHERE ($item IS NULL OR e.id = $item) AND ($as_of IS NULL OR coalesce(o.earliest, '') <= $as_of)
MATCH (c:Claim) WHERE c.id IN o.claims
WITH e, o, c ORDER BY c.speaker, c.source, c.locator
RETURN e.name AS item, o.period AS period, o.amount AS amount, o.unit AS unit, o.direction AS direction,
       collect(DISTINCT c.speaker) AS speakers, collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY item, period, unit
