// title: Who makes a material or product
// description: Firms and sites that make, are to make or develop the item; a firm also through a site that it operates.
// param item: text = "lithium-sulfide" -- id, name or alias of a material or product
// column item: name of the material or product
// column maker: name of the firm or site
// column maker_type: Firm or Site
// column relation: PRODUCES or DEVELOPS
// column status: planned, trial, operating or ended
// column one_of: ids among which the source leaves open which is meant
// column operator: who runs the site, where the maker is a site
// column sources: where it is said
MATCH (m:Entity)
WHERE (m:Material OR m:Product)
  AND (m.id = $item OR toLower(m.name) = toLower($item) OR any(a IN coalesce(m.aliases, []) WHERE toLower(a) = toLower($item)))
MATCH (p)-[r:PRODUCES|DEVELOPS]->(m)
OPTIONAL MATCH (f:Firm)-[:OPERATES]->(p)
WITH m, p, r, min(f.name) AS operator
MATCH (c:Claim) WHERE c.id IN r.claims
WITH m, p, r, operator, c ORDER BY c.source, c.locator
RETURN m.name AS item, p.name AS maker, CASE WHEN p:Firm THEN 'Firm' WHEN p:Site THEN 'Site' ELSE 'other' END AS maker_type,
       type(r) AS relation, r.status AS status,
       coalesce(r.one_of, []) AS one_of, operator, collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY item, relation DESC, maker
