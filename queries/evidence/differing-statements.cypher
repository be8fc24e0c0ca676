// title: Where do statements on the same thing differ?
// description: Properties of which only one value can hold, and dates and figures of one event, for which different values are stated: each side with who says it and where.
// param entity: entity = null -- only of this entity
// param across_scopes: boolean = false -- true to hold statements of different class, use, place, scale or period against each other too
// column subject: what it is about
// column type: its type
// column what: property, stage or metric
// column sides: how many different values
// column values: each value with its scope, kind, speaker and paragraph
// column holds: the value that holds in the store; across scopes the last of those that hold
CALL {
  MATCH (c:Claim {family: 'property'})
  WHERE c.predicate IN ['class', 'route', 'chemistry', 'scale', 'form', 'function', 'level', 'country', 'publication_number', 'title']
    AND NOT c.kind IN ['planned', 'target', 'forecast']
  MATCH (e:Entity) WHERE e.id = c.subject
  WITH e, c.predicate AS what, c.word AS value, c ORDER BY c.word, c.speaker, c.source, c.locator
  WITH e, what, collect(DISTINCT value) AS values, collect(DISTINCT value + ', ' + c.kind + ': ' + c.speaker + ', ' + c.source + coalesce('#' + c.locator, '')) AS said
  RETURN e, what, values, said, properties(e)[what] AS holds
  UNION ALL
  MATCH (e:Entity)-[:HAS_MILESTONE]->(m:Milestone) WHERE m.subject = e.id
  MATCH (c:Claim) WHERE c.id IN m.claims
  WITH e, m, c, coalesce(m.text, 'no date') AS date,
       reduce(t = '', x IN [m.class, m.route, m.application, m.place, m.scale] | t + CASE WHEN x IS NULL THEN '' ELSE ' (' + x + ')' END) AS scope
  WITH e, m, date + scope AS value, c ORDER BY value, c.kind, c.speaker, c.source, c.locator
  WITH e, CASE WHEN $across_scopes THEN m.stage ELSE m.element END AS element, m.stage AS what, collect(DISTINCT value) AS values, max(CASE WHEN m.current THEN value END) AS holds,
       collect(DISTINCT value + ', ' + c.kind + ': ' + c.speaker + ', ' + c.source + '#' + c.locator) AS said
  RETURN e, what, values, said, holds
  UNION ALL
  MATCH (e:Entity)-[:HAS_OBSERVATION]->(o:Observation)
  MATCH (c:Claim) WHERE c.id IN o.claims
  WITH e, o, c, coalesce(o.text, o.kind) AS figure,
       reduce(t = '', x IN [o.class, o.application, o.place, o.period] | t + CASE WHEN x IS NULL THEN '' ELSE ' (' + x + ')' END) AS scope
  WITH e, o, figure + scope AS value, c ORDER BY value, c.kind, c.speaker, c.source, c.locator
  WITH e, CASE WHEN $across_scopes THEN o.metric ELSE o.element END AS element, o.metric AS what, collect(DISTINCT value) AS values, max(CASE WHEN o.current THEN value END) AS holds,
       collect(DISTINCT value + ', ' + c.kind + ': ' + c.speaker + ', ' + c.source + '#' + c.locator) AS said
  RETURN e, what, values, said, holds
}
WITH e, what, values, said, holds
WHERE size(values) > 1 AND ($entity IS NULL OR e.id = $entity)
RETURN e.name AS subject, head([l IN labels(e) WHERE l <> 'Entity']) AS type, what, size(values) AS sides, said AS values, holds
ORDER BY subject, what, head(said)
