// title: What do several independent speakers say alike?
// description: Relations, dates, figures and properties that at least two speakers state; reprints of one speaker count once, the curator not at all.
// param speakers: integer = 2 -- how many speakers, at least
// column subject: what it is about
// column predicate: relation, stage, metric or property
// column says: the other entity, or the value
// column when: for when
// column speakers: who says so
// column documents: in which documents
// column sources: where it is said
MATCH (c:Claim)
WHERE c.source <> 'curation' AND c.family <> 'entity'
OPTIONAL MATCH (o:Entity) WHERE o.id = c.object
WITH c, coalesce(o.name, c.word, c.text) AS says ORDER BY c.speaker, c.source, c.locator
WITH c.subject AS id, c.predicate AS predicate, says, c.when AS when, collect(DISTINCT c.speaker) AS speakers,
     collect(DISTINCT c.source) AS documents, collect(DISTINCT c.source + '#' + c.locator) AS sources
WHERE size(speakers) >= $speakers
MATCH (e:Entity) WHERE e.id = id
RETURN e.name AS subject, predicate, says, when, speakers, documents, sources
ORDER BY subject, predicate, says, when
