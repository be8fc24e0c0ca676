// title: What is kept back, denied or left without a number?
// description: Figures that are undisclosed, denied or withdrawn by the words of a document, and plans that are told without any date.
// param kind: enum(undisclosed|denied|withdrawn|undated) = null -- only of this kind
// column subject: what it is about
// column firms: who makes or runs it
// column what: metric, stage or relation
// column kind: undisclosed, denied, withdrawn, or undated for a plan without a date
// column when: for when, where told
// column speaker: who says so
// column note: what the words leave open
// column source: document and paragraph
MATCH (c:Claim)
WHERE c.kind IN ['undisclosed', 'denied', 'withdrawn']
  OR (c.family = 'milestone' AND c.kind IN ['planned', 'target', 'forecast'] AND c.earliest IS NULL AND c.latest IS NULL)
WITH c, CASE WHEN c.kind IN ['undisclosed', 'denied', 'withdrawn'] THEN c.kind ELSE 'undated' END AS kind
WHERE $kind IS NULL OR kind = $kind
MATCH (e:Entity) WHERE e.id = c.subject
OPTIONAL MATCH (f:Firm)-[:PRODUCES|OPERATES]->(e)
WITH c, kind, e, f ORDER BY f.name
RETURN e.name AS subject, collect(DISTINCT f.name) AS firms, c.predicate AS what, kind, c.when AS when, c.speaker AS speaker, c.note AS note,
       c.source + '#' + c.locator AS source
ORDER BY kind, subject, what, source
