// title: Which lines and projects have come how far, with what capacity?
// description: Every site with its status, capacity (installed and planned) and the start of production that holds, operating ones first.
// param status: enum(statuses) = null -- only sites of this status
// param class: enum(class) = null -- only this class of battery, made or planned, as all-solid
// column status: how far it has actually come; empty where no milestone tells
// column site: name of the site
// column operator: who builds or runs it
// column capacity_gwh: installed capacity, GWh per year
// column capacity_planned_gwh: planned capacity, GWh per year
// column capacity_t_a: installed capacity of a material line, tonnes per year
// column production: production start that holds, as stated
// column reached: whether production has started
// column overdue: whether a plan has run out
MATCH (s:Site)
WHERE ($status IS NULL OR s.status = $status) AND ($class IS NULL OR coalesce(s.class, s.class_planned) = $class)
OPTIONAL MATCH (f)-[:OPERATES]->(s)
WITH s, min(f.name) AS operator
OPTIONAL MATCH (s)-[:HAS_MILESTONE]->(m:Milestone {stage: 'production_start', current: true})
WITH s, operator, min(m.text) AS production, max(CASE WHEN m.reached THEN 1 ELSE 0 END) AS reached
RETURN s.status AS status, s.name AS site, operator, s.capacity_gwh AS capacity_gwh,
       s.capacity_planned_gwh AS capacity_planned_gwh, s.capacity_t_a AS capacity_t_a, production,
       reached = 1 AS reached, coalesce(s.overdue, false) AS overdue
ORDER BY CASE s.status WHEN 'operating' THEN 0 WHEN 'trial' THEN 1 WHEN 'building' THEN 2 WHEN 'planned' THEN 3 ELSE 4 END,
         coalesce(s.capacity_gwh, s.capacity_planned_gwh, 0.0) DESC, site
