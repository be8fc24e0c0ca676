// title: What is said about this entity, where and by whom?
// description: The claims in full, whoever makes them: the way from any answer back to the documents.
// param entity: entity = "sak-yibin-line-1" -- whom or what it is about
// param known_on: day = null -- only what had been said by this day
// column predicate: what is said
// column says: the stated words, or the other entity
// column when: for when
// column kind: actual, planned, target …
// column speaker: who says so
// column said: last day on which it can have been said
// column source: document
// column locator: paragraph
MATCH (c:Claim)-[:FROM]->(s:Source)
WHERE (c.subject = $entity OR c.object = $entity)
  AND ($known_on IS NULL OR c.known_from IS NULL OR c.known_from <= $known_on)
RETURN c.predicate AS predicate, coalesce(c.text, c.object, c.word) AS says, c.when AS when, c.kind AS kind,
       c.speaker AS speaker, c.said_latest AS said, s.title AS source, c.locator AS locator
ORDER BY predicate, kind, when, source, locator, says
