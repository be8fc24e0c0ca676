// title: Which documents are there, from when, and what does only one of them tell?
// description: Each document with publisher and day of publication, how many statements and speakers it has, and the entities that no other document names.
// column document: its id
// column title: title
// column publisher: publisher
// column origin: where the publisher has it from
// column published_earliest: first day of publication it can have
// column published_latest: last day
// column basis: whether the date is stated or inferred
// column grade: filing, company, press or rumour
// column statements: how many claims
// column speakers: how many speakers
// column only_here: named entities that no other document tells of
MATCH (x:Claim) WHERE x.source <> 'curation'
UNWIND [x.subject, x.object] AS id
WITH id, x.source AS document
WHERE id IS NOT NULL
WITH id, collect(DISTINCT document) AS documents
WHERE size(documents) = 1
MATCH (e:Entity {id: id}) WHERE NOT coalesce(e.unnamed, false)
WITH head(documents) AS document, e ORDER BY e.name
WITH document, collect(e.name) AS only_here
MATCH (c:Claim)-[:FROM]->(s:Source {id: document})
WITH s, only_here, count(c) AS statements, count(DISTINCT c.speaker) AS speakers
RETURN s.id AS document, s.title AS title, s.publisher AS publisher, s.origin AS origin,
       s.published_earliest AS published_earliest, s.published_latest AS published_latest, s.published_basis AS basis, s.grade AS grade, statements, speakers, only_here
ORDER BY document
