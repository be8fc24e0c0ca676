// title: Where does a material or battery end up?
// description: Everything down the chain within four steps: products, vehicles and sites that it goes into, with their makers.
// param item: entity(Material|Product) = null -- only from this one on
// column item: where the way begins
// column steps: distance in edges
// column used_in: what it goes into
// column type: Product, Material, Vehicle, Site or Application
// column class: class of battery, stated or planned
// column makers: named firms that make or run it
// column path: ids on the shortest way
MATCH p = (m:Entity)-[:INPUT_TO|INSTALLED_IN*1..4]->(x:Entity)
WHERE $item IS NULL OR m.id = $item
WITH m, x, length(p) AS steps, reduce(t = '', n IN nodes(p) | t + CASE t WHEN '' THEN '' ELSE ' > ' END + n.id) AS way
ORDER BY steps, way
WITH m, x, head(collect(steps)) AS steps, head(collect(way)) AS path
OPTIONAL MATCH (f:Firm)-[:PRODUCES|OPERATES]->(x) WHERE NOT coalesce(f.unnamed, false)
WITH m, x, steps, path, f ORDER BY f.name
RETURN m.name AS item, steps, x.name AS used_in, head([l IN labels(x) WHERE l <> 'Entity']) AS type,
       coalesce(x.class, x.class_planned) AS class, collect(DISTINCT f.name) AS makers, path
ORDER BY item, steps, used_in
