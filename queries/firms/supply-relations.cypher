// title: Who supplies whom, and who sends samples to whom?
// description: Deliveries and samples from firm or site to buyer, with the item; a site's operator counts as the supplier too.
// param supplier: entity(Firm|Site) = null -- only what comes from this firm or its sites
// param buyer: entity(Firm|Site|Organization|Vehicle) = null -- only what goes to this one
// param item: entity(Material|Product|Technology) = null -- only this item
// param as_of: day = null -- only what is told to hold on this day, where a start or end is told
// column supplier: name of the firm or site that delivers
// column operator: who runs it, where it is a site
// column relation: SUPPLIES or SENDS_SAMPLES_TO
// column item: what is delivered
// column buyer: who receives it
// column status: planned, trial, operating or ended
// column since: first day, where told
// column until: last day, where told
// column sources: where it is said
MATCH (a:Entity)-[r:SUPPLIES|SENDS_SAMPLES_TO]->(b:Entity)
WHERE ($buyer IS NULL OR b.id = $buyer) AND ($item IS NULL OR r.item = $item)
  AND ($as_of IS NULL OR (coalesce(r.since, '0000') <= $as_of AND coalesce(r.until, '9999') >= $as_of))
OPTIONAL MATCH (f:Firm)-[:OPERATES]->(a)
WITH a, r, b, f ORDER BY f.id
WITH a, r, b, head(collect(f.id)) AS operator_id, head(collect(f.name)) AS operator
WHERE $supplier IS NULL OR a.id = $supplier OR operator_id = $supplier
OPTIONAL MATCH (i:Entity) WHERE i.id = r.item
WITH a, r, b, operator, i
MATCH (c:Claim) WHERE c.id IN r.claims
WITH a, r, b, operator, i, c ORDER BY c.source, c.locator
RETURN a.name AS supplier, operator, type(r) AS relation, i.name AS item, b.name AS buyer, r.status AS status, r.since AS since,
       r.until AS until, collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY supplier, relation, buyer, item
