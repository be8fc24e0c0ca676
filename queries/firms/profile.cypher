// title: What is known about an entity, in one table?
// description: Its properties, relations, figures and dates with where each is said; properties and figures as stated, each statement a row.
// param entity: entity = "sak-power" -- any entity
// column part: property, relation, figure or date
// column what: property, type of relation, metric or stage; marked where the relation points at the entity
// column value: what is stated, or the name at the other end
// column other_id: id at the other end of a relation
// column kind: actual, planned, target, forecast …
// column when: for when, as stated
// column state: status of a relation; current, replaced or overdue for a figure or a date
// column sources: where it is said
CALL {
  MATCH (c:Claim {family: 'property', subject: $entity})
  WITH c ORDER BY c.source, c.locator
  RETURN 'property' AS part, c.predicate AS what, coalesce(c.word, c.text, c.object) AS value, null AS other_id, c.kind AS kind,
         c.when AS when, null AS state, collect(DISTINCT c.source + coalesce('#' + c.locator, '')) AS sources
  UNION ALL
  MATCH (e:Entity {id: $entity})-[r]-(o:Entity)
  MATCH (c:Claim) WHERE c.id IN r.claims
  WITH e, r, o, c ORDER BY c.source, c.locator
  WITH e, r, o, collect(DISTINCT c.source + coalesce('#' + c.locator, '')) AS sources
  RETURN 'relation' AS part, type(r) + CASE WHEN startNode(r) = e THEN '' ELSE ' (points here)' END AS what, o.name AS value, o.id AS other_id,
         r.kind AS kind, r.when AS when, r.status AS state, sources
  UNION ALL
  MATCH (e:Entity {id: $entity})-[:HAS_OBSERVATION]->(n:Observation)
  MATCH (c:Claim) WHERE c.id IN n.claims
  WITH n, c ORDER BY c.source, c.locator
  WITH n, collect(DISTINCT c.source + coalesce('#' + c.locator, '')) AS sources
  RETURN 'figure' AS part, n.metric AS what, n.text AS value, null AS other_id, n.kind AS kind, n.period AS when,
         CASE WHEN n.current THEN 'current' ELSE 'replaced' END AS state, sources
  UNION ALL
  MATCH (e:Entity {id: $entity})-[:HAS_MILESTONE]->(m:Milestone)
  OPTIONAL MATCH (o:Entity) WHERE o.id <> $entity AND o.id IN [m.subject, m.object]
  WITH m, min(o.name) AS other, min(o.id) AS other_id
  MATCH (c:Claim) WHERE c.id IN m.claims
  WITH m, other, other_id, c ORDER BY c.source, c.locator
  WITH m, other, other_id, collect(DISTINCT c.source + coalesce('#' + c.locator, '')) AS sources
  RETURN 'date' AS part, m.stage AS what, other AS value, other_id, m.kind AS kind, m.text AS when,
         CASE WHEN m.overdue THEN 'overdue' WHEN m.current THEN 'current' ELSE 'replaced' END AS state, sources
}
RETURN part, what, value, other_id, kind, when, state, sources
ORDER BY part, what, value, kind, when, state, other_id, head(sources)
