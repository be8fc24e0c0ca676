// title: Which battery and material firms stand behind which car maker?
// description: Links between a car maker and a firm that is none: a battery in its vehicle, a delivery, a partnership, or a material that its battery needs, whether or not the two are linked.
// param car_maker: entity(Firm) = null -- only this car maker
// column car_maker: name
// column firm: the other firm
// column link: battery in vehicle, supplies, partners, or makes a material of its battery
// column what: the vehicle, item, form of partnership or input
// column status: of the link; of a material, of making it
// column sources: where it is said
CALL {
  MATCH (a:Firm)-[:PRODUCES]->(v:Vehicle)<-[r:INSTALLED_IN]-(:Product)<-[:PRODUCES]-(b:Firm)
  RETURN a, b, r, 'battery in vehicle' AS link, v.name AS what
  UNION ALL
  MATCH (b:Firm)-[r:SUPPLIES]->(a:Firm)
  OPTIONAL MATCH (i:Entity) WHERE i.id = r.item
  RETURN a, b, r, 'supplies' AS link, i.name AS what
  UNION ALL
  MATCH (a:Firm)-[r:PARTNERS_WITH]-(b:Firm)
  RETURN a, b, r, 'partners' AS link, r.form AS what
  UNION ALL
  MATCH (a:Firm)-[:PRODUCES]->(:Product)<-[:INPUT_TO]-(i:Entity)<-[r:PRODUCES]-(b:Firm)
  RETURN DISTINCT a, b, r, 'makes a material of its battery' AS link, i.name AS what
}
WITH a, b, r, link, what
WHERE a <> b AND 'automaker' IN coalesce(a.business, []) AND NOT 'automaker' IN coalesce(b.business, [])
  AND ($car_maker IS NULL OR a.id = $car_maker)
MATCH (c:Claim) WHERE c.id IN r.claims
WITH a, b, r, link, what, c ORDER BY c.source, c.locator
RETURN a.name AS car_maker, b.name AS firm, link, what, r.status AS status, collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY car_maker, firm, link, what, head(sources)
