// title: How much of a material can be made, by whom?
// description: Lines and plants for materials with their yearly output in tonnes; a plant counts for each material where the source leaves open which it makes.
// param material: entity(Material) = null -- only this material
// column material: what is made
// column site: line or plant
// column operator: who runs or builds it
// column status: how far the site has come
// column capacity_t_a: installed, tonnes per year
// column planned_t_a: planned, tonnes per year
// column low: lower bound, where the words leave it open
// column high: upper bound, where the words leave it open
// column one_of: ids among which the source leaves open which is made
// column sources: where the capacity is said
MATCH (s:Site)-[r:PRODUCES]->(m:Material)
WHERE $material IS NULL OR m.id = $material
OPTIONAL MATCH (f:Firm)-[:OPERATES]->(s)
WITH s, r, m, min(f.name) AS operator
OPTIONAL MATCH (s)-[:HAS_OBSERVATION]->(o:Observation {metric: 'material_capacity', current: true})
WITH s, r, m, operator, o
OPTIONAL MATCH (c:Claim) WHERE c.id IN o.claims
WITH s, r, m, operator, o, c ORDER BY c.source, c.locator
RETURN m.name AS material, s.name AS site, operator, s.status AS status, s.capacity_t_a AS capacity_t_a,
       s.capacity_planned_t_a AS planned_t_a, o.min AS low, o.max AS high, coalesce(r.one_of, []) AS one_of,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY material, site
