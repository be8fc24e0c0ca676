// title: Who is active in a class of battery or an electrolyte route?
// description: Firms, organizations and persons by what they make, run, develop, use or have filed in the class or route; give one or both.
// param class: enum(class) = null -- exactly this class, stated or planned
// param route: enum(route) = null -- exactly this route, stated or planned
// column who: name
// column type: Firm, Organization or Person
// column country: ISO code, where known
// column through: relation and what it points at
// column only_planned: whether all of these are only planned
MATCH (f:Entity)-[r:PRODUCES|OPERATES|DEVELOPS|FILED|USES]->(x:Entity)
WHERE (f:Firm OR f:Organization OR f:Person)
  AND ($class IS NULL OR coalesce(x.class, x.class_planned) = $class)
  AND ($route IS NULL OR coalesce(x.route, x.route_planned) = $route)
  AND (x.class IS NOT NULL OR x.class_planned IS NOT NULL OR x.route IS NOT NULL OR x.route_planned IS NOT NULL)
WITH f, r, x, type(r) + ' ' + x.name AS way ORDER BY f.id, way
WITH f, collect(DISTINCT way) AS through, sum(CASE WHEN r.status = 'planned' THEN 0 ELSE 1 END) AS now
RETURN f.name AS who, head([l IN labels(f) WHERE l <> 'Entity']) AS type, f.country AS country, through, now = 0 AS only_planned
ORDER BY who
