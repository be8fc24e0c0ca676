// title: Who are the people, and which roles do they have?
// description: Each person with public roles, and how many claims they are the speaker of.
// column person: name
// column roles: role and where
// column claims: number of claims they make
MATCH (p:Person)
OPTIONAL MATCH (p)-[r:HAS_ROLE_AT]->(o:Entity)
WITH p, r, o ORDER BY r.role, o.name
WITH p, collect(DISTINCT r.role + ', ' + o.name) AS roles
OPTIONAL MATCH (c:Claim {speaker_id: p.id})
RETURN p.name AS person, roles, count(c) AS claims
ORDER BY person
