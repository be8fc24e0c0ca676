// title: Who filed which patents, and when?
// description: Each patent: who filed it, its number, when it was applied for and published, what it covers.
// column patent: name
// column number: publication number, where stated
// column applicants: who filed it
// column applied: application date
// column published: publication date
// column covers: technologies, materials and products it covers
MATCH (p:Patent)
OPTIONAL MATCH (f:Entity)-[:FILED]->(p)
WITH p, f ORDER BY f.name
WITH p, collect(DISTINCT f.name) AS applicants
OPTIONAL MATCH (p)-[:COVERS]->(t:Entity)
WITH p, applicants, t ORDER BY t.name
WITH p, applicants, collect(DISTINCT t.name) AS covers
OPTIONAL MATCH (p)-[:HAS_MILESTONE]->(a:Milestone {stage: 'patent_application', current: true})
OPTIONAL MATCH (p)-[:HAS_MILESTONE]->(b:Milestone {stage: 'patent_publication', current: true})
RETURN p.name AS patent, p.publication_number AS number, applicants, min(a.text) AS applied, min(b.text) AS published, covers
ORDER BY patent
