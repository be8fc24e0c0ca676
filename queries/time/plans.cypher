// title: What is planned, by whom, for when?
// description: Planned, targeted and expected stages that hold and have not come, with the firm behind them; a firm counts with its products, sites and parts.
// param firm: entity(Firm|Organization) = null -- only plans of this firm, its products, sites and parts
// param business: enum(business) = null -- only plans of firms in this business, as automaker
// param year: integer = null -- only plans whose dates touch this year
// param class: enum(class) = null -- only of exactly this class
// param type: enum(node_types) = null -- only of entities of this type
// param stage: enum(stages) = null -- only this stage
// column subject: what the plan is about
// column type: its type
// column firms: named firms behind it
// column class: class of battery, stated or planned
// column stage: planned stage
// column with: the other end, where there is one
// column scope: use, place or scale that it is limited to
// column kind: planned, target or forecast
// column date: as stated
// column earliest: first day it can mean
// column latest: last day it can mean
// column overdue: whether its day has passed
// column speakers: who says so
// column sources: where it is said
MATCH (e:Entity)-[:HAS_MILESTONE]->(m:Milestone {current: true, reached: false})
WHERE m.subject = e.id AND ($stage IS NULL OR m.stage = $stage) AND ($type IS NULL OR $type IN labels(e))
  AND ($class IS NULL OR coalesce(m.class, e.class, e.class_planned) = $class)
  AND ($year IS NULL OR ((m.earliest IS NOT NULL OR m.latest IS NOT NULL)
    AND coalesce(m.earliest, m.latest) <= toString($year) + '-12-31' AND coalesce(m.latest, '9999') >= toString($year) + '-01-01'))
OPTIONAL MATCH (f:Entity)-[:PRODUCES|OPERATES|ISSUED*0..2]->(e)
WHERE (f:Firm OR f:Organization) AND NOT coalesce(f.unnamed, false)
WITH e, m, f ORDER BY f.name
WITH e, m, collect(DISTINCT f.id) AS ids, collect(DISTINCT f.name) AS firms,
     sum(CASE WHEN $business IN coalesce(f.business, []) THEN 1 ELSE 0 END) AS in_business
WHERE ($business IS NULL OR in_business > 0) AND ($firm IS NULL OR $firm IN ids OR EXISTS { MATCH (g:Entity)-[:PART_OF*1..2]->(w:Entity) WHERE g.id IN ids AND w.id = $firm })
OPTIONAL MATCH (o:Entity) WHERE o.id = m.object
WITH e, m, firms, o
MATCH (c:Claim) WHERE c.id IN m.claims
WITH e, m, firms, o, c ORDER BY c.speaker, c.source, c.locator
WITH e, m, firms, o, collect(DISTINCT c.speaker) AS speakers, collect(DISTINCT c.source + '#' + c.locator) AS sources
RETURN e.name AS subject, head([l IN labels(e) WHERE l <> 'Entity']) AS type, firms, coalesce(m.class, e.class, e.class_planned) AS class,
       m.stage AS stage, o.name AS with, [x IN [m.application, m.place, m.scale] WHERE x IS NOT NULL] AS scope, m.kind AS kind,
       m.text AS date, m.earliest AS earliest, m.latest AS latest, m.overdue AS overdue, speakers, sources
ORDER BY coalesce(latest, earliest, '9999'), subject, stage, kind, date
