// title: Which materials are there, for what, and who makes them?
// description: Materials by function and electrolyte route, with the named firms that make them and what they go into.
// param function: enum(material_function) = null -- only materials of exactly this function
// param route: enum(route) = null -- only materials of exactly this route
// column material: name
// column function: what it does in a battery
// column route: electrolyte route
// column chemistry: ion or system
// column makers: firms that make it, marked where they only plan to
// column goes_into: what it goes into
// column price_direction: how its price last moved, where told
MATCH (m:Material)
WHERE ($function IS NULL OR m.function = $function) AND ($route IS NULL OR m.route = $route)
OPTIONAL MATCH (f:Firm)-[:OPERATES*0..1]->(:Entity)-[r:PRODUCES]->(m) WHERE r.one_of IS NULL
WITH m, f, CASE WHEN max(CASE WHEN r.status = 'planned' THEN 0 ELSE 1 END) = 1 THEN '' ELSE ', planned' END AS how ORDER BY f.name
WITH m, collect(f.name + how) AS makers
OPTIONAL MATCH (m)-[:INPUT_TO]->(x:Entity)
WITH m, makers, x ORDER BY x.name
WITH m, makers, collect(DISTINCT x.name) AS goes_into
OPTIONAL MATCH (m)-[:HAS_OBSERVATION]->(o:Observation {metric: 'price', current: true}) WHERE o.direction IS NOT NULL
WITH m, makers, goes_into, o ORDER BY o.latest DESC, o.direction
RETURN m.name AS material, m.function AS function, m.route AS route, m.chemistry AS chemistry, makers, goes_into,
       head(collect(o.direction)) AS price_direction
ORDER BY coalesce(function, '~'), material
