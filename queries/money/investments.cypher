// title: How much is invested in which site, plan or firm, and by whom?
// description: Stated investments with investors where they are named, the firm behind a site, and what a GWh of planned capacity costs.
// param firm: entity = null -- only what this firm or organization runs, issued or puts money into
// column into: site, policy, technology or firm
// column type: its type
// column amount: sum, where one is stated
// column low: at least
// column high: at most
// column currency: currency as stated
// column kind: actual, planned …
// column investors: who puts money in, where named
// column firms: who runs or issued it
// column per_gwh: sum for each GWh per year of planned capacity
// column speakers: who says so
// column sources: where it is said
MATCH (e:Entity)-[:HAS_OBSERVATION]->(o:Observation {metric: 'investment', current: true})
OPTIONAL MATCH (i:Entity)-[:INVESTS_IN]->(e)
WITH e, o, i ORDER BY i.name
WITH e, o, collect(DISTINCT i.name) AS investors, collect(DISTINCT i.id) AS investor_ids
OPTIONAL MATCH (f:Entity)-[:OPERATES|ISSUED]->(e)
WITH e, o, investors, investor_ids, f ORDER BY f.name
WITH e, o, investors, investor_ids, collect(DISTINCT f.name) AS firms, collect(DISTINCT f.id) AS firm_ids
WHERE $firm IS NULL OR $firm IN investor_ids OR $firm IN firm_ids OR e.id = $firm
MATCH (c:Claim) WHERE c.id IN o.claims
WITH e, o, investors, firms, c ORDER BY c.speaker, c.source, c.locator
WITH e, o, investors, firms, collect(DISTINCT c.speaker) AS speakers, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN e.name AS into, head([l IN labels(e) WHERE l <> 'Entity']) AS type, o.amount AS amount, o.min AS low, o.max AS high,
       o.unit AS currency, o.kind AS kind, investors, firms, o.amount / e.capacity_planned_gwh AS per_gwh, speakers, sources
ORDER BY into, currency, amount
