// title: Who belongs to an organization or a firm?
// description: Members, parts, firms that grew out of it and persons with a role, of one organization, firm or person or of all.
// param whole: entity(Organization|Firm|Person|Place) = null -- only this one
// column whole: the organization or firm
// column member: who belongs to it
// column member_type: Firm, Organization or Person
// column relation: MEMBER_OF, PART_OF, INCUBATED_BY or HAS_ROLE_AT
// column role: role of a person
// column unnamed: whether the source leaves the member unnamed
// column list_complete: whether the list of members is known to be whole: yes, no or not told
// column sources: where it is said
MATCH (m:Entity)-[r:MEMBER_OF|PART_OF|INCUBATED_BY|HAS_ROLE_AT]->(w:Entity)
WHERE (m:Firm OR m:Organization OR m:Person) AND ($whole IS NULL OR w.id = $whole)
MATCH (c:Claim) WHERE c.id IN r.claims
WITH m, r, w, c ORDER BY c.source, c.locator
RETURN w.name AS whole, m.name AS member, head([l IN labels(m) WHERE l <> 'Entity']) AS member_type, type(r) AS relation, r.role AS role,
       coalesce(m.unnamed, false) AS unnamed, coalesce(r.complete, 'not told') AS list_complete,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY whole, relation, member, role
