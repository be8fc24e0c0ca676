// title: Who makes this material or product?
// description: Firms and sites that make, are to make or develop the item; a firm also through a site that it operates.
// param item: entity(Material|Product) = "lithium-sulfide" -- the material or product
// param as_of: day = null -- only relations that hold on this day, as far as a period is stated
// column item: name of the material or product
// column maker: name of the firm or site
// column maker_type: Firm or Site
// column relation: PRODUCES or DEVELOPS
// column status: planned, trial, operating or ended
// column one_of: ids among which the source leaves open which is meant
// column operator: who runs the site, where the maker is a site
// column sources: where it is said
MATCH (m:Entity)
WHERE m.id = $item
MATCH (p)-[r:PRODUCES|DEVELOPS]->(m)
WHERE $as_of IS NULL OR (coalesce(r.since, '') <= $as_of AND coalesce(r.until, '9999') >= $as_of)
OPTIONAL MATCH (f:Firm)-[:OPERATES]->(p)
WITH m, p, r, min(f.name) AS operator
MATCH (c:Claim) WHERE c.id IN r.claims
WITH m, p, r, operator, c ORDER BY c.source, c.locator
RETURN m.name AS item, p.name AS maker, CASE WHEN p:Firm THEN 'Firm' WHEN p:Site THEN 'Site' ELSE 'other' END AS maker_type,
       type(r) AS relation, r.status AS status,
       coalesce(r.one_of, []) AS one_of, operator, collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY item, relation DESC, maker
