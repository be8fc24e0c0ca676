// title: Which plans moved, came otherwise or ran out?
// description: Milestones where a plan stands beside another statement of the same event, and plans whose day has passed with no outcome told.
// column subject: whose milestone
// column stage: which
// column planned: date of the plan
// column holds: date that holds now
// column outcome: reached, moved or overdue
// column sources: where both are said
MATCH (e:Entity)-[:HAS_MILESTONE]->(p:Milestone)
WHERE p.subject = e.id AND p.kind IN ['planned', 'target', 'forecast'] AND (NOT p.current OR p.overdue)
MATCH (e)-[:HAS_MILESTONE]->(h:Milestone)
WHERE h.element = p.element AND h.current
MATCH (c:Claim) WHERE c.id IN p.claims OR c.id IN h.claims
WITH e, p, h, c ORDER BY c.source, c.locator
RETURN e.name AS subject, p.stage AS stage, p.text AS planned, h.text AS holds,
       CASE WHEN p.current THEN 'overdue' WHEN h.reached THEN 'reached' ELSE 'moved' END AS outcome,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY outcome, subject, stage, planned
