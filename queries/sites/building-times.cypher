// title: How long does it take from agreement and start of building to production?
// description: Days, at least and at most, between signing or start of building of a site and the start of production of it or of a part of it, reached or planned.
// param site: entity(Site) = null -- only this site
// column site: where building began
// column operator: who builds it
// column begun: signing or construction_start
// column begun_when: its date, as stated
// column producing: the site, or the part of it, that starts production
// column production: date of the start of production, as stated
// column reached: whether production has started
// column days_min: days between, at least
// column days_max: days between, at most
MATCH (s:Site)-[:HAS_MILESTONE]->(a:Milestone {current: true, reached: true})
WHERE a.stage IN ['signing', 'construction_start'] AND a.earliest IS NOT NULL AND a.latest IS NOT NULL AND ($site IS NULL OR s.id = $site)
MATCH (t:Site)-[:PART_OF*0..4]->(s)
MATCH (t)-[:HAS_MILESTONE]->(b:Milestone {stage: 'production_start', current: true})
WHERE b.earliest IS NOT NULL AND b.latest IS NOT NULL
OPTIONAL MATCH (f:Entity)-[:OPERATES]->(s)
WITH s, a, t, b, min(f.name) AS operator
RETURN s.name AS site, operator, a.stage AS begun, a.text AS begun_when, t.name AS producing, b.text AS production, b.reached AS reached,
       duration.inDays(date(a.latest), date(b.earliest)).days AS days_min,
       duration.inDays(date(a.earliest), date(b.latest)).days AS days_max
ORDER BY site, begun, producing
