// title: Which inputs have only one named maker, or none?
// description: Materials and products that go into others, with how many named firms make them now or plan to; makers told of only as one of several items do not count.
// param at_most: integer = 1 -- only inputs with at most so many firms that make them now
// column input: what goes in
// column input_id: its id
// column making: named firms that make it now
// column planning: named firms that plan to and do not yet
// column makers: how many make it now
// column goes_into: what it goes into
// column essential_for: of these, what stops without it
MATCH (i:Entity)-[u:INPUT_TO]->(x:Entity)
WITH i, u, x ORDER BY x.name
WITH i, collect(DISTINCT x.name) AS goes_into, collect(DISTINCT CASE WHEN u.essential = 'yes' THEN x.name END) AS essential_for
OPTIONAL MATCH (f:Firm)-[:OPERATES*0..1]->(:Entity)-[r:PRODUCES]->(i) WHERE r.one_of IS NULL AND NOT coalesce(f.unnamed, false)
WITH i, goes_into, essential_for, f, max(CASE WHEN r.status = 'planned' THEN 0 ELSE 1 END) AS now ORDER BY f.name
WITH i, goes_into, essential_for, collect(CASE WHEN now = 1 THEN f.name END) AS making,
     collect(CASE WHEN now = 0 AND f IS NOT NULL THEN f.name END) AS planning
WHERE size(making) <= $at_most
RETURN i.name AS input, i.id AS input_id, making, planning, size(making) AS makers, goes_into, essential_for
ORDER BY makers, input
