// title: Who says how much, and about what?
// description: Speakers with how many statements they make, of which kinds, in which documents; publishers speak where no one else is named.
// param source: text = "" -- id of a document, as seed-000; empty for all
// param known_on: day = null -- only what had been said by this day; a document without a date counts from the first day it can be of
// column speaker: name, or id where the speaker is no entity
// column type: its type
// column roles: roles of a person
// column claims: how many statements
// column actual: of these, on what is so
// column ahead: of these, plans, targets and forecasts
// column subjects: about how many entities
// column documents: in which documents
MATCH (c:Claim)
WHERE c.source <> 'curation' AND ($source = '' OR c.source = $source)
  AND ($known_on IS NULL OR c.known_from IS NULL OR c.known_from <= $known_on)
WITH c ORDER BY c.source
WITH c.speaker AS speaker, c.speaker_id AS id, count(c) AS claims, sum(CASE WHEN c.kind = 'actual' THEN 1 ELSE 0 END) AS actual,
     sum(CASE WHEN c.kind IN ['planned', 'target', 'forecast'] THEN 1 ELSE 0 END) AS ahead, count(DISTINCT c.subject) AS subjects,
     collect(DISTINCT c.source) AS documents
OPTIONAL MATCH (e:Entity) WHERE e.id = id
OPTIONAL MATCH (e)-[r:HAS_ROLE_AT]->(o:Entity)
WITH speaker, claims, actual, ahead, subjects, documents, e, r.role + ', ' + o.name AS role ORDER BY role
RETURN coalesce(e.name, speaker) AS speaker, head([l IN labels(e) WHERE l <> 'Entity']) AS type, collect(role) AS roles, claims, actual,
       ahead, subjects, documents
ORDER BY claims DESC, speaker
