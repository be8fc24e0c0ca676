// title: Who makes the same as a firm?
// description: Firms that make, or plan to make, the same material or a product of the same class, directly or at their sites; not counted where the source leaves open which item is made.
// param firm: entity(Firm) = "sak-power" -- the firm that others are held against
// param common: enum(class|material) = null -- only peers by class of product, or only by material
// column common: class of product, or name of the material
// column by: class or material
// column own: items of the firm
// column peer: the other firm
// column items: its items
// column only_planned: whether all of these are only planned
MATCH (f:Firm {id: $firm})-[:OPERATES*0..1]->(:Entity)-[:PRODUCES]->(a:Entity)
WITH DISTINCT f, a
MATCH (g:Firm)-[:OPERATES*0..1]->(:Entity)-[r:PRODUCES]->(b:Entity)
WHERE g <> f AND r.one_of IS NULL AND ((a:Material AND a = b)
  OR (a:Product AND b:Product AND coalesce(a.class, a.class_planned) = coalesce(b.class, b.class_planned)))
WITH g, r, a, b, CASE WHEN a:Material THEN 'material' ELSE 'class' END AS by
WHERE $common IS NULL OR by = $common
WITH g, r, a, b, by, CASE by WHEN 'material' THEN a.name ELSE coalesce(a.class, a.class_planned) END AS common
ORDER BY common, g.name, a.name, b.name
WITH common, by, g, collect(DISTINCT a.name) AS own, collect(DISTINCT b.name) AS items,
     sum(CASE WHEN r.status = 'planned' THEN 0 ELSE 1 END) AS made
RETURN common, by, own, g.name AS peer, items, made = 0 AS only_planned
ORDER BY by, common, peer
