// title: Who delivers samples, of what, to whom?
// description: Every statement that samples are or will be delivered, also those that name no receiver.
// param known_on: day = null -- only what had been said by this day; a document without a date counts from the first day it can be of
// column firm: who delivers
// column item: what is sampled
// column receiver: to whom, where told
// column when: when, as stated
// column kind: actual, planned …
// column speaker: who says so
// column basis: stated, or inferred by the curator
// column source: document and paragraph
MATCH (c:Claim {predicate: 'sample_delivery'})
WHERE ($known_on IS NULL OR c.known_from IS NULL OR c.known_from <= $known_on)
MATCH (f:Entity {id: c.subject})
WITH c, f, head([q IN coalesce(c.qualifiers, []) WHERE q STARTS WITH 'item=' | substring(q, 5)]) AS item
OPTIONAL MATCH (i:Entity) WHERE i.id = item
OPTIONAL MATCH (o:Entity) WHERE o.id = c.object
RETURN f.name AS firm, i.name AS item, o.name AS receiver, c.when AS when, c.kind AS kind, c.speaker AS speaker, c.basis AS basis,
       c.source + '#' + c.locator AS source
ORDER BY firm, item, source
