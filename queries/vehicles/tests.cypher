// title: Which batteries are tested in vehicles, or are to be?
// description: Test installations, verified installations and road tests, done and planned, with place and scale.
// param maker: entity(Firm) = null -- only batteries of this firm
// column battery: the battery
// column class: class, stated or planned
// column makers: who makes it
// column vehicle: vehicle, where told
// column stage: test_installation, installation_verification or road_test
// column scale: how widely, where told
// column place: where, where told
// column kind: actual, planned …
// column date: as stated
// column reached: whether it came
// column speakers: who says so
// column sources: where it is said
MATCH (p:Entity)-[:HAS_MILESTONE]->(m:Milestone)
WHERE m.subject = p.id AND m.stage IN ['test_installation', 'installation_verification', 'road_test']
OPTIONAL MATCH (f:Firm)-[:PRODUCES]->(p)
WITH p, m, f ORDER BY f.name
WITH p, m, collect(f.id) AS ids, collect(f.name) AS makers
WHERE $maker IS NULL OR $maker IN ids
OPTIONAL MATCH (v:Vehicle) WHERE v.id = m.object
OPTIONAL MATCH (w:Place) WHERE w.id = m.place
WITH p, m, makers, v, w
MATCH (c:Claim) WHERE c.id IN m.claims
WITH p, m, makers, v, w, c ORDER BY c.speaker, c.source, c.locator
WITH p, m, makers, v, w, collect(DISTINCT c.speaker) AS speakers, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN p.name AS battery, coalesce(p.class, p.class_planned) AS class, makers, v.name AS vehicle, m.stage AS stage, m.scale AS scale,
       w.name AS place, m.kind AS kind, m.text AS date, m.reached AS reached, speakers, sources
ORDER BY battery, stage, kind, date
