// title: What did the curator infer rather than read?
// description: Statements that a document does not make in so many words, with the reason.
// param entity: entity = null -- only about this entity
// param source: text = "" -- id of a document, as seed-000; empty for all
// column subject: what it is about
// column predicate: property, metric, stage or relation
// column says: the value, or the other entity
// column when: for when
// column reason: what it is inferred from
// column source: document and paragraph
MATCH (c:Claim {basis: 'inferred'})
WHERE ($source = '' OR c.source = $source) AND ($entity IS NULL OR c.subject = $entity OR c.object = $entity)
MATCH (e:Entity) WHERE e.id = c.subject
OPTIONAL MATCH (o:Entity) WHERE o.id = c.object
RETURN e.name AS subject, c.predicate AS predicate, coalesce(o.name, c.text, c.word) AS says, c.when AS when, c.note AS reason,
       c.source + coalesce('#' + c.locator, '') AS source
ORDER BY source, subject, predicate, says, when
