// title: Which lines and projects have come how far, with what capacity?
// description: Every site with its status, capacity (installed and planned) and since when it produces or is to, operating ones first.
// param status: enum(statuses) = null -- only sites of this status
// param class: enum(class) = null -- only this class of battery, made or planned, as all-solid
// column status: how far it has actually come; empty where no milestone tells
// column site: name of the site
// column operator: who builds or runs it
// column capacity_gwh: installed capacity, GWh per year
// column capacity_planned_gwh: planned capacity, GWh per year
// column capacity_t_a: installed capacity of a material line, tonnes per year
// column production: date of the first stage of production that holds, as stated
// column stage: which: production start, mass production, grid connection …
// column reached: whether that has come
// column overdue: whether a plan has run out
MATCH (s:Site)
WHERE ($status IS NULL OR s.status = $status) AND ($class IS NULL OR coalesce(s.class, s.class_planned) = $class)
OPTIONAL MATCH (f)-[:OPERATES]->(s)
WITH s, min(f.name) AS operator
OPTIONAL MATCH (s)-[:HAS_MILESTONE]->(m:Milestone {status: 'operating', current: true})
WITH s, operator, m ORDER BY m.stage <> 'production_start', NOT m.reached, coalesce(m.earliest, m.latest, '9999'), m.stage, m.uid
WITH s, operator, collect({text: m.text, stage: m.stage, reached: m.reached}) AS found
WITH s, operator, head(found) AS first
RETURN s.status AS status, s.name AS site, operator, s.capacity_gwh AS capacity_gwh,
       s.capacity_planned_gwh AS capacity_planned_gwh, s.capacity_t_a AS capacity_t_a, first.text AS production,
       first.stage AS stage, coalesce(first.reached, false) AS reached, coalesce(s.overdue, false) AS overdue
ORDER BY CASE s.status WHEN 'operating' THEN 0 WHEN 'trial' THEN 1 WHEN 'building' THEN 2 WHEN 'planned' THEN 3 ELSE 4 END,
         coalesce(s.capacity_gwh, s.capacity_planned_gwh, 0.0) DESC, site
