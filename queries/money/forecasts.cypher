// title: Which figures are forecast or aimed at, and by whom?
// description: Figures to come of markets, firms and plans: what, for when, who says so, in which documents.
// param metric: enum(metrics) = null -- only this metric, as shipments
// column subject: what it is about
// column metric: what is counted
// column class: class of battery, if the figure is limited to one
// column application: use, if the figure is limited to one
// column period: for when
// column kind: forecast, target or planned
// column amount: the number, where one is stated
// column low: lower bound
// column high: upper bound
// column unit: unit
// column speakers: who says so
// column sources: documents and paragraphs
MATCH (e:Entity)-[:HAS_OBSERVATION]->(o:Observation)
WHERE o.prospective AND o.current AND ($metric IS NULL OR o.metric = $metric)
MATCH (c:Claim) WHERE c.id IN o.claims
WITH e, o, c ORDER BY c.speaker, c.source, c.locator
WITH e, o, collect(DISTINCT c.speaker) AS speakers, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN e.name AS subject, o.metric AS metric, o.class AS class, o.application AS application, o.period AS period,
       o.kind AS kind, o.amount AS amount, o.min AS low, o.max AS high, o.unit AS unit, speakers, sources
ORDER BY metric, subject, class, application, period, unit
