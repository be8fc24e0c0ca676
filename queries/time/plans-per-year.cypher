// title: How many plans fall due in which year?
// description: Plans that hold and have not come, counted by the year of their last day and by stage; one that is open at the end counts in the year it can begin.
// param class: enum(class) = null -- only of exactly this class
// param type: enum(node_types) = null -- only of entities of this type
// column year: year, empty where no date is told
// column stage: planned stage
// column plans: how many
// column overdue: how many of them have run out
// column subjects: what they are about
MATCH (e:Entity)-[:HAS_MILESTONE]->(m:Milestone {current: true, reached: false})
WHERE m.subject = e.id AND ($type IS NULL OR $type IN labels(e))
  AND ($class IS NULL OR coalesce(m.class, e.class, e.class_planned) = $class)
WITH toInteger(substring(coalesce(m.latest, m.earliest), 0, 4)) AS year, m, e ORDER BY e.name
WITH year, m.stage AS stage, count(m) AS plans, sum(CASE WHEN m.overdue THEN 1 ELSE 0 END) AS overdue, collect(DISTINCT e.name) AS subjects
RETURN year, stage, plans, overdue, subjects
ORDER BY coalesce(year, 9999), stage
