// title: What stands in a place?
// description: Sites, firms and organizations in a place and in all places inside it, with what they can make and how far they have come.
// param place: entity(Place) = null -- only in this place and inside it
// param type: enum(Site|Firm|Organization|Market) = null -- only of this type
// column places: the places it is said to stand in, by name
// column name: what stands there
// column type: Site, Firm, Organization or Market
// column operator: who runs it, where it is a site
// column class: class of battery, stated or planned
// column status: how far it has come
// column capacity_gwh: installed, GWh per year
// column capacity_planned_gwh: planned, GWh per year
// column power_mw: power of a storage project, MW
// column energy_mwh: energy of a storage project, MWh
// column sources: where it is said that it stands there
MATCH (e:Entity)-[r:LOCATED_IN]->(q:Place)
WHERE NOT e:Place AND ($type IS NULL OR $type IN labels(e))
  AND ($place IS NULL OR q.id = $place OR EXISTS { MATCH (q)-[:LOCATED_IN*1..6]->(p:Place) WHERE p.id = $place })
OPTIONAL MATCH (f:Entity)-[:OPERATES]->(e)
WITH e, r, q, min(f.name) AS operator
MATCH (c:Claim) WHERE c.id IN r.claims
WITH e, q, operator, c ORDER BY q.name, c.source, c.locator
WITH e, operator, collect(DISTINCT q.name) AS places, collect(DISTINCT c.source + coalesce('#' + c.locator, '')) AS sources
RETURN places, e.name AS name, head([l IN labels(e) WHERE l <> 'Entity']) AS type, operator, coalesce(e.class, e.class_planned) AS class,
       e.status AS status, e.capacity_gwh AS capacity_gwh, e.capacity_planned_gwh AS capacity_planned_gwh, e.power_mw AS power_mw,
       e.energy_mwh AS energy_mwh, sources
ORDER BY type, name
