// title: Who works with whom, and on what?
// description: Who works with whom, in which form, on what.
// param firm: entity(Firm|Organization|Person) = null -- only with this one on either side
// param as_of: day = null -- only relations that hold on this day, as far as a period is stated
// column one: one side
// column other: the other side
// column form: form of the partnership
// column item: what it is about, where it is a product, material or technology
// column topic: what it is about, in words
// column when: when it holds, as stated
// column sources: where it is said
MATCH (a:Entity)-[r:PARTNERS_WITH]->(b:Entity)
WHERE ($firm IS NULL OR a.id = $firm OR b.id = $firm)
  AND ($as_of IS NULL OR (coalesce(r.since, '') <= $as_of AND coalesce(r.until, '9999') >= $as_of))
OPTIONAL MATCH (i:Entity) WHERE i.id = r.item
WITH a, r, b, i
MATCH (c:Claim) WHERE c.id IN r.claims
WITH a, r, b, i, c ORDER BY c.source, c.locator
RETURN a.name AS one, b.name AS other, r.form AS form, i.name AS item, r.topic AS topic, r.when AS when,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY one, other, form
