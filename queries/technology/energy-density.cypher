// title: Which energy densities are reached, and which aimed at?
// description: Gravimetric energy density by product, highest first; the kind tells what is reached from what is aimed at, undisclosed ones stand last.
// column product: product, site or firm
// column amount: the number stated, Wh/kg
// column low: at least
// column high: at most
// column kind: actual, target, planned …
// column class: class of battery of the product, stated or planned
// column speakers: who says so
// column sources: where it is said
MATCH (e:Entity)-[:HAS_OBSERVATION]->(o:Observation {metric: 'energy_density', current: true})
MATCH (c:Claim) WHERE c.id IN o.claims
WITH e, o, c ORDER BY c.speaker, c.source, c.locator
WITH e, o, collect(DISTINCT c.speaker) AS speakers, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN e.name AS product, o.amount AS amount, o.min AS low, o.max AS high, o.kind AS kind,
       coalesce(o.class, e.class, e.class_planned) AS class, speakers, sources
ORDER BY coalesce(amount, high, low, 0.0) DESC, product, kind
