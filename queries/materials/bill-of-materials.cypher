// title: What goes into a product, material or vehicle?
// description: Every input within four steps: what it goes into next, its function and whether the product stops without it.
// param item: entity(Product|Material|Vehicle|Site) = null -- only what goes into this one
// column item: what is made
// column steps: distance in edges
// column input: what goes in
// column input_id: its id
// column function: what the material does in a battery, or the form of the product
// column into: what it goes into next
// column relation: INPUT_TO or INSTALLED_IN
// column essential: yes, no or not told
// column status: planned, trial, operating or ended
// column sources: where it is said
MATCH p = (i:Entity)-[:INPUT_TO|INSTALLED_IN*1..4]->(e:Entity)
WHERE $item IS NULL OR e.id = $item
WITH e, i, nodes(p)[1] AS next, relationships(p)[0] AS r, min(length(p)) AS steps
MATCH (c:Claim) WHERE c.id IN r.claims
WITH e, i, next, r, steps, c ORDER BY c.source, c.locator
RETURN e.name AS item, steps, i.name AS input, i.id AS input_id, coalesce(i.function, i.form) AS function, next.name AS into,
       type(r) AS relation, coalesce(r.essential, 'not told') AS essential, r.status AS status,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY item, steps, input, into
