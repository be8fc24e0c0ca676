// title: Partnerships and what they are about
// description: Who works with whom, in which form, on what.
// param firm: text = "" -- id or name of either side; empty for all
// column one: one side
// column other: the other side
// column form: form of the partnership
// column item: what it is about, where it is a product, material or technology
// column topic: what it is about, in words
// column when: when it holds, as stated
// column sources: where it is said
MATCH (a:Entity)-[r:PARTNERS_WITH]->(b:Entity)
WHERE $firm = '' OR $firm IN [a.id, b.id, a.name, b.name]
OPTIONAL MATCH (i:Entity) WHERE i.id = r.item
WITH a, r, b, i
MATCH (c:Claim) WHERE c.id IN r.claims
WITH a, r, b, i, c ORDER BY c.source, c.locator
RETURN a.name AS one, b.name AS other, r.form AS form, i.name AS item, r.topic AS topic, r.when AS when,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY one, other, form
