// title: What does a base, plant or project consist of?
// description: The sites below a site, phase by phase and line by line, with capacity, status and the start of production that holds.
// param site: entity(Site) = null -- only this base, plant or project
// column whole: the larger site
// column steps: how far below it
// column part: the smaller site
// column part_level: base, plant, phase, line or project
// column class: class of battery, stated or planned
// column status: how far it has come
// column capacity_gwh: installed, GWh per year
// column capacity_planned_gwh: planned, GWh per year
// column production: start of production that holds, as stated
// column sources: where the relation is said
MATCH p = (t:Site)-[:PART_OF*1..4]->(w:Site)
WHERE $site IS NULL OR w.id = $site
WITH t, w, length(p) AS steps, relationships(p)[0] AS r
OPTIONAL MATCH (t)-[:HAS_MILESTONE]->(m:Milestone {stage: 'production_start', current: true})
WITH t, w, steps, r, min(m.text) AS production
MATCH (c:Claim) WHERE c.id IN r.claims
WITH t, w, steps, r, production, c ORDER BY c.source, c.locator
RETURN w.name AS whole, steps, t.name AS part, t.level AS part_level, coalesce(t.class, t.class_planned) AS class, t.status AS status,
       t.capacity_gwh AS capacity_gwh, t.capacity_planned_gwh AS capacity_planned_gwh, production,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY whole, steps, part
