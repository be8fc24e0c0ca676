// title: Who raised how much money, and from whom?
// description: Money raised by firms, as far as it is disclosed, and who put it in where the source names them.
// column firm: who raised it
// column round: round, where it is named
// column amount: amount, where one number is stated
// column low: at least
// column high: at most
// column currency: currency as stated
// column disclosed: whether the amount is disclosed
// column period: when
// column stated: the words of the source
// column investors: named investors
// column sources: where it is said
MATCH (f:Firm)-[:HAS_OBSERVATION]->(o:Observation {metric: 'funding', current: true})
OPTIONAL MATCH (i:Entity)-[:INVESTS_IN]->(f)
WITH f, o, i ORDER BY i.name
WITH f, o, collect(DISTINCT i.name) AS investors
MATCH (c:Claim) WHERE c.id IN o.claims
WITH f, o, investors, c ORDER BY c.source, c.locator
RETURN f.name AS firm, o.round AS round, o.amount AS amount, o.min AS low, o.max AS high, o.unit AS currency,
       o.kind <> 'undisclosed' AS disclosed, o.period AS period, o.text AS stated, investors,
       collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY firm, round
