// title: What is said of it in words: advantages, obstacles, purposes, rank?
// description: What speakers hold of an entity without a figure, each with who says it; a view on a class of battery stands with the technology.
// param about: entity = null -- only of this entity
// param property: enum(advantage|obstacle|purpose|assessment|rank|structure) = null -- only this sort
// param speaker: entity = null -- only of this speaker
// param known_on: day = null -- only what had been said by this day; a document without a date counts from the first day it can be of
// column about: what it is said of
// column type: its type
// column property: advantage, obstacle, purpose, assessment, rank or structure
// column says: in the curator's words
// column scope: place, class, use, route or topic that it is limited to
// column kind: actual, target, forecast …
// column when: for when
// column speaker: who says so
// column source: document and paragraph
MATCH (c:Claim)
WHERE c.predicate IN ['advantage', 'obstacle', 'purpose', 'assessment', 'rank', 'structure'] AND ($property IS NULL OR c.predicate = $property)
  AND ($about IS NULL OR c.subject = $about) AND ($speaker IS NULL OR c.speaker_id = $speaker)
  AND ($known_on IS NULL OR c.known_from IS NULL OR c.known_from <= $known_on)
MATCH (e:Entity) WHERE e.id = c.subject
OPTIONAL MATCH (s:Entity) WHERE s.id = c.speaker_id
RETURN e.name AS about, head([l IN labels(e) WHERE l <> 'Entity']) AS type, c.predicate AS property, coalesce(c.text, c.word) AS says,
       coalesce(c.qualifiers, []) AS scope, c.kind AS kind, c.when AS when, coalesce(s.name, c.speaker) AS speaker,
       c.source + '#' + c.locator AS source
ORDER BY about, property, says, source
