// title: Which statements match words, a speaker, a document or a day?
// description: Claims by what they say, who says it, where and by when it had been said; all filters must hold. The curator's own rows are left out.
// param words: text = "" -- contained in the statement, its note, or the names of what it is about; empty for all
// param entity: entity = null -- only statements about this one
// param speaker: entity = null -- only statements of this speaker
// param source: text = "" -- id of a document, as seed-000; empty for all
// param kind: enum(kinds) = null -- only of this kind
// param predicate: text = "" -- only of this property, metric, stage or relation; empty for all
// param known_on: day = null -- only what had been said by this day; a document without a date counts from the first day it can be of
// column subject: what it is about
// column predicate: what is said of it
// column says: the stated words, or the other entity
// column when: for when
// column kind: actual, planned, target …
// column basis: stated, or inferred by the curator
// column qualifiers: class, use, place, topic and the like
// column speaker: who says so
// column said: last day on which it can have been said
// column source: document and paragraph
// column note: what the words leave open
MATCH (c:Claim)
WHERE c.source <> 'curation' AND ($source = '' OR c.source = $source) AND ($predicate = '' OR c.predicate = $predicate)
  AND ($kind IS NULL OR c.kind = $kind) AND ($speaker IS NULL OR c.speaker_id = $speaker)
  AND ($entity IS NULL OR c.subject = $entity OR c.object = $entity)
  AND ($known_on IS NULL OR c.known_from IS NULL OR c.known_from <= $known_on)
OPTIONAL MATCH (e:Entity) WHERE e.id = c.subject
OPTIONAL MATCH (o:Entity) WHERE o.id = c.object
WITH c, e, o, coalesce(o.name, c.text, c.word) AS says
WHERE $words = '' OR toLower(coalesce(e.name, c.subject) + ' ' + c.predicate + ' ' + coalesce(says, '') + ' ' + coalesce(c.note, ''))
  CONTAINS toLower($words)
RETURN coalesce(e.name, c.subject) AS subject, c.predicate AS predicate, says, c.when AS when, c.kind AS kind, c.basis AS basis,
       coalesce(c.qualifiers, []) AS qualifiers, c.speaker AS speaker, c.said_latest AS said, c.source + '#' + c.locator AS source, c.note AS note
ORDER BY source, subject, predicate, says, when, kind, speaker
