// title: How large is the market, now and in later years?
// description: Shipments, demand, growth, penetration, market size and shares by year and class, estimates of today beside forecasts and targets.
// param year: integer = null -- only figures for a period that touches this year
// param class: enum(class) = null -- only of exactly this class
// param place: entity(Place) = null -- only of this place
// column year: last year of the period
// column subject: market, plan or firm
// column metric: what is counted
// column class: class of battery, if limited to one
// column application: use, if limited to one
// column place: place, if limited to one
// column amount: the number, where one is stated
// column low: at least
// column high: at most
// column unit: unit
// column kind: estimate, forecast, target …
// column speakers: who says so
// column documents: in how many documents
// column sources: where it is said
MATCH (e:Entity)-[:HAS_OBSERVATION]->(o:Observation {current: true})
WHERE o.metric IN ['shipments', 'demand', 'demand_growth', 'penetration', 'market_size', 'market_share', 'vehicle_equivalent']
  AND ($class IS NULL OR o.class = $class) AND ($place IS NULL OR o.place = $place)
  AND ($year IS NULL OR (coalesce(o.earliest, '0000') <= toString($year) + '-12-31' AND coalesce(o.latest, '9999') >= toString($year) + '-01-01'))
OPTIONAL MATCH (a:Entity) WHERE a.id = o.application
OPTIONAL MATCH (p:Place) WHERE p.id = o.place
WITH e, o, a, p
MATCH (c:Claim) WHERE c.id IN o.claims
WITH e, o, a, p, c ORDER BY c.speaker, c.source, c.locator
WITH e, o, a, p, collect(DISTINCT c.speaker) AS speakers, count(DISTINCT c.source) AS documents,
     collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN toInteger(substring(o.latest, 0, 4)) AS year, e.name AS subject, o.metric AS metric, o.class AS class, a.name AS application,
       p.name AS place, o.amount AS amount, o.min AS low, o.max AS high, o.unit AS unit, o.kind AS kind, speakers, documents, sources
ORDER BY year, metric, subject, class, application, unit
