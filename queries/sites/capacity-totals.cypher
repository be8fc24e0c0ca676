// title: How much capacity is there and planned, by firm, class or status?
// description: GWh per year of lines and plants, each counted once: a site counts only where nothing below it states a capacity of that sort.
// param by: enum(firm|class|route|status|country) = "firm" -- what is added up
// column group: firm, class, route, status or country; "not told" where no source says
// column sites: how many sites count
// column installed_gwh: installed capacity, GWh per year
// column planned_gwh: planned capacity, GWh per year
// column counted: the sites that count
MATCH (s:Site) WHERE s.capacity_gwh IS NOT NULL OR s.capacity_planned_gwh IS NOT NULL
OPTIONAL MATCH (s)<-[:PART_OF*1..5]-(t:Site)
WITH s, count(t.capacity_gwh) AS installed_below, count(t.capacity_planned_gwh) AS planned_below
WITH s, CASE WHEN installed_below = 0 THEN s.capacity_gwh END AS installed,
     CASE WHEN planned_below = 0 THEN s.capacity_planned_gwh END AS planned
WHERE installed IS NOT NULL OR planned IS NOT NULL
OPTIONAL MATCH (f:Entity)-[:OPERATES]->(s)
WITH s, installed, planned, f ORDER BY f.name
WITH s, installed, planned, head(collect(f.name)) AS operator, head(collect(f.country)) AS country
WITH s, installed, planned, CASE $by WHEN 'firm' THEN operator WHEN 'class' THEN coalesce(s.class, s.class_planned)
     WHEN 'route' THEN coalesce(s.route, s.route_planned) WHEN 'status' THEN s.status ELSE country END AS told
ORDER BY s.name
WITH coalesce(told, 'not told') AS group, count(s) AS sites, sum(coalesce(installed, 0.0)) AS installed,
     sum(coalesce(planned, 0.0)) AS planned, collect(s.name) AS counted
RETURN group, sites, round(installed * 1000000) / 1000000 AS installed_gwh, round(planned * 1000000) / 1000000 AS planned_gwh, counted
ORDER BY installed_gwh + planned_gwh DESC, group
