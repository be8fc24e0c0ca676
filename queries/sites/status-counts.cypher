// title: How many sites, products or other things have come how far?
// description: Entities of a type counted by status; unnamed ones are counted apart, since one of them may stand for several.
// param type: enum(node_types) = "Site" -- what is counted
// param class: enum(class) = null -- only of exactly this class, stated or planned
// column type: what is counted
// column status: planned, building, trial, operating or ended; "not told" where no date tells
// column named: how many named ones
// column unnamed: how many unnamed ones
// column overdue: how many with a plan that has run out
// column names: the named ones
MATCH (e:Entity)
WHERE $type IN labels(e) AND ($class IS NULL OR coalesce(e.class, e.class_planned) = $class)
WITH e, coalesce(e.status, 'not told') AS status ORDER BY e.name
WITH status, sum(CASE WHEN e.unnamed THEN 0 ELSE 1 END) AS named, sum(CASE WHEN e.unnamed THEN 1 ELSE 0 END) AS unnamed,
     sum(CASE WHEN e.overdue THEN 1 ELSE 0 END) AS overdue, collect(CASE WHEN e.unnamed THEN null ELSE e.name END) AS names
RETURN $type AS type, status, named, unnamed, overdue, names
ORDER BY status
