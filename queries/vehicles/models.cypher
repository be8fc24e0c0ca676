// title: Which vehicles are there, who makes them and how far have they come?
// description: Each vehicle with its maker, its batteries, what else it is made with and its own dates.
// param maker: entity(Firm) = null -- only vehicles of this firm
// column vehicle: name
// column makers: who makes it
// column class: class of its battery, where stated of the vehicle
// column status: how far the vehicle itself has come
// column batteries: batteries that go into it, with the status
// column uses: materials and technologies that it is said to use
// column stages: stages told of the vehicle itself, with their dates
// column firsts: what it is said to be the first of
MATCH (v:Vehicle)
OPTIONAL MATCH (f:Firm)-[:PRODUCES]->(v)
WITH v, f ORDER BY f.name
WITH v, collect(f.id) AS ids, collect(f.name) AS makers
WHERE $maker IS NULL OR $maker IN ids
OPTIONAL MATCH (b:Product)-[r:INSTALLED_IN]->(v)
WITH v, makers, b.name + ', ' + r.status AS battery ORDER BY battery
WITH v, makers, collect(battery) AS batteries
OPTIONAL MATCH (v)-[:USES]->(u:Entity)
WITH v, makers, batteries, u ORDER BY u.name
WITH v, makers, batteries, collect(u.name) AS uses
OPTIONAL MATCH (v)-[:HAS_MILESTONE]->(m:Milestone {current: true}) WHERE m.subject = v.id
WITH v, makers, batteries, uses, m.stage + CASE WHEN m.text IS NULL THEN '' ELSE ' ' + m.text END AS stage ORDER BY stage
RETURN v.name AS vehicle, makers, coalesce(v.class, v.class_planned) AS class, v.status AS status, batteries, uses,
       collect(stage) AS stages, coalesce(v.first, []) AS firsts
ORDER BY vehicle
