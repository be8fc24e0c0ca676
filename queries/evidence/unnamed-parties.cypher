// title: Which parties do the documents leave unnamed, and what is said of them?
// description: Entities that stand for parties without a name, with every relation, date and judgement told of them.
// column party: the words for it
// column type: its type
// column predicate: relation, stage or property
// column says: the other end, or what is said
// column when: for when
// column kind: actual, planned …
// column source: document and paragraph
MATCH (e:Entity {unnamed: true})
MATCH (c:Claim) WHERE (c.subject = e.id OR c.object = e.id) AND c.source <> 'curation'
OPTIONAL MATCH (o:Entity) WHERE o.id <> e.id AND o.id IN [c.subject, c.object]
WITH e, c, min(o.name) AS other
RETURN e.name AS party, head([l IN labels(e) WHERE l <> 'Entity']) AS type, c.predicate AS predicate,
       coalesce(other, c.text, c.word) AS says, c.when AS when, c.kind AS kind, c.source + '#' + c.locator AS source
ORDER BY party, predicate, says, source
