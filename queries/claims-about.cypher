// title: Every claim about an entity
// description: The claims in full, whoever makes them: the way from any answer back to the documents.
// param entity: text = "sak-yibin-line-1" -- id
// column predicate: what is said
// column says: the stated words, or the other entity
// column when: for when
// column kind: actual, planned, target …
// column speaker: who says so
// column said: last day on which it can have been said
// column source: document
// column locator: paragraph
MATCH (c:Claim)-[:FROM]->(s:Source)
WHERE c.subject = $entity OR c.object = $entity
RETURN c.predicate AS predicate, coalesce(c.text, c.object, c.word) AS says, c.when AS when, c.kind AS kind,
       c.speaker AS speaker, c.said_latest AS said, s.title AS source, c.locator AS locator
ORDER BY predicate, kind, when, source, locator, says
