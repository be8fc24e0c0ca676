// title: How did shares and indices of the sector move?
// description: Values and moves of indices and share prices by day, with the occasion, such as a daily limit, a low or a high.
// param since: day = null -- only periods that end on this day or later
// param until: day = null -- only periods that begin on this day or earlier
// column subject: firm or index
// column tickers: tickers of a firm
// column metric: index_value, index_change or stock_move
// column amount: value or move, where one is stated
// column unit: points or %
// column direction: direction, where one is stated
// column event: low, high, close or daily limit
// column period: when, as stated
// column sources: where it is said
MATCH (e:Entity)-[:HAS_OBSERVATION]->(o:Observation {current: true})
WHERE o.metric IN ['index_value', 'index_change', 'stock_move']
  AND ($since IS NULL OR coalesce(o.latest, '9999') >= $since) AND ($until IS NULL OR coalesce(o.earliest, '0000') <= $until)
MATCH (c:Claim) WHERE c.id IN o.claims
WITH e, o, c ORDER BY c.source, c.locator
RETURN e.name AS subject, coalesce(e.external_ids, []) AS tickers, o.metric AS metric, o.amount AS amount, o.unit AS unit,
       o.direction AS direction, o.event AS event, o.period AS period, collect(DISTINCT c.source + '#' + c.locator) AS sources
ORDER BY metric, subject, period
