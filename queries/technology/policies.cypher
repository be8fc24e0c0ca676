// title: Which policies and standards are there, and how far have they come?
// description: Each policy or standard with who issues it, the furthest stage reached and what it applies to.
// column policy: name
// column issuers: who announces, drafts or issues it
// column status: planned, trial (in consultation) or operating (issued)
// column stages: stages told, with their dates
// column applies_to: what it regulates or supports
MATCH (p:Policy)
OPTIONAL MATCH (i:Entity)-[:ISSUED]->(p)
WITH p, i ORDER BY i.name
WITH p, collect(DISTINCT i.name) AS issuers
OPTIONAL MATCH (p)-[:APPLIES_TO]->(t:Entity)
WITH p, issuers, t ORDER BY t.name
WITH p, issuers, collect(DISTINCT t.name) AS applies_to
OPTIONAL MATCH (p)-[:HAS_MILESTONE]->(m:Milestone {current: true})
WITH p, issuers, applies_to, m ORDER BY m.stage, m.text
WITH p, issuers, applies_to, collect(DISTINCT m.stage + CASE WHEN m.text IS NULL THEN '' ELSE ' ' + m.text END) AS stages
RETURN p.name AS policy, issuers, p.status AS status, stages, applies_to
ORDER BY policy
