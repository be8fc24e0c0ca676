// title: What does a firm make, plan to make or develop?
// description: Products, materials and vehicles of firms, also through the sites that they run, with class, route and chemistry as stated or planned.
// param firm: entity(Firm) = null -- only this firm
// param class: enum(class) = null -- only items of exactly this class
// param type: enum(Product|Material|Vehicle) = null -- only items of this type
// column firm: who makes it
// column item: what is made
// column item_type: Product, Material, Vehicle or another
// column relation: PRODUCES or DEVELOPS
// column through: site that makes it, where one is named
// column class: class, stated or planned
// column route: electrolyte route, stated or planned
// column chemistry: ion or system of the cell
// column status: planned, trial, operating or ended
// column one_of: ids among which the source leaves open which is meant
// column sources: where it is said
MATCH (f:Firm)-[:OPERATES*0..1]->(m:Entity)-[r:PRODUCES|DEVELOPS]->(p:Entity)
WHERE ($firm IS NULL OR f.id = $firm) AND ($type IS NULL OR $type IN labels(p))
  AND ($class IS NULL OR coalesce(p.class, p.class_planned) = $class)
MATCH (c:Claim) WHERE c.id IN r.claims
WITH f, m, r, p, c ORDER BY c.source, c.locator
WITH f, m, r, p, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN f.name AS firm, p.name AS item, head([l IN labels(p) WHERE l <> 'Entity']) AS item_type, type(r) AS relation,
       CASE WHEN m = f THEN null ELSE m.name END AS through, coalesce(p.class, p.class_planned) AS class,
       coalesce(p.route, p.route_planned) AS route, coalesce(p.chemistry, p.chemistry_planned) AS chemistry, r.status AS status,
       coalesce(r.one_of, []) AS one_of, sources
ORDER BY firm, item_type, item, relation, coalesce(through, '')
