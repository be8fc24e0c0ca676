// title: Who researches or develops what?
// description: Firms, organizations and persons with what they develop and the subject of the work.
// param who: entity(Firm|Organization|Person) = null -- only this one
// param what: entity = null -- only work on this
// column who: name
// column type: Firm, Organization or Person
// column what: product, material, technology, site or vehicle
// column what_type: its type
// column topic: subject of the work, where told
// column status: planned, trial, operating or ended
// column when: when it holds, as stated
// column sources: where it is said
MATCH (f:Entity)-[r:DEVELOPS]->(x:Entity)
WHERE ($who IS NULL OR f.id = $who) AND ($what IS NULL OR x.id = $what)
MATCH (c:Claim) WHERE c.id IN r.claims
WITH f, r, x, c ORDER BY c.source, c.locator
RETURN f.name AS who, head([l IN labels(f) WHERE l <> 'Entity']) AS type, x.name AS what,
       head([l IN labels(x) WHERE l <> 'Entity']) AS what_type, r.topic AS topic, r.status AS status, r.when AS when,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY who, what
