// title: What does this product or vehicle rest on?
// description: Everything up the chain from an entity within four steps: inputs, their makers, the sites and firms behind them.
// param entity: entity = "bmw-i7-test-vehicle" -- a vehicle, product, material or site
// param as_of: day = null -- only relations that hold on this day, as far as a period is stated
// column steps: distance in edges
// column upstream: name of what it rests on
// column upstream_id: its id
// column upstream_type: its type
// column path: ids from there to the entity
MATCH (e:Entity) WHERE e.id = $entity
MATCH p = (u:Entity)-[:INSTALLED_IN|INPUT_TO|PRODUCES|OPERATES|SUPPLIES*1..4]->(e)
WHERE all(r IN relationships(p)
          WHERE ($as_of IS NULL OR (coalesce(r.since, '') <= $as_of AND coalesce(r.until, '9999') >= $as_of)))
WITH u, min(length(p)) AS steps, collect(p) AS paths
WITH u, steps, [q IN paths WHERE length(q) = steps] AS nearest
WITH u, steps, [q IN nearest | [n IN nodes(q) | n.id]] AS ways
UNWIND ways AS way
WITH u, steps, min(reduce(t = head(way), i IN tail(way) | t + ' > ' + i)) AS path
RETURN steps, u.name AS upstream, u.id AS upstream_id, head([l IN labels(u) WHERE l <> 'Entity']) AS upstream_type, path
ORDER BY steps, upstream_type, upstream
