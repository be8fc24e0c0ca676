// title: Who is said to be the first?
// description: Every claim to be first, with the scope in which it is meant and who says so.
// param known_on: day = null -- only what had been said by this day
// column entity: who or what
// column category: first of what
// column scope: place, class or use in which it is meant
// column speaker: who says so
// column sources: where it is said
MATCH (c:Claim {predicate: 'first'})
WHERE $known_on IS NULL OR c.known_from IS NULL OR c.known_from <= $known_on
MATCH (e:Entity {id: c.subject})
WITH c, e ORDER BY c.source, c.locator
RETURN e.name AS entity, c.word AS category, coalesce(c.qualifiers, []) AS scope, c.speaker AS speaker,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY entity, category
