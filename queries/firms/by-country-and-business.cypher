// title: Which firms are there, from which country, in which business?
// description: Named firms with country and business, how many statements concern them and in how many documents.
// param country: enum(country) = null -- only firms of this country
// param business: enum(business) = null -- only firms in this business
// column firm: name
// column id: its id
// column country: ISO code, where known
// column business: what it does in the chain, where known
// column external_ids: tickers and other ids
// column statements: claims that it is subject or object of, without the curator's own
// column documents: documents that they come from
CALL {
  MATCH (c:Claim) WHERE c.source <> 'curation'
  UNWIND [c.subject, c.object] AS id
  MATCH (f:Firm {id: id})
  RETURN f, c.id AS claim, c.source AS source
  UNION ALL
  MATCH (f:Firm)
  RETURN f, null AS claim, null AS source
}
WITH f, count(DISTINCT claim) AS statements, count(DISTINCT source) AS documents
WHERE NOT coalesce(f.unnamed, false) AND ($country IS NULL OR f.country = $country)
  AND ($business IS NULL OR $business IN coalesce(f.business, []))
RETURN f.name AS firm, f.id AS id, f.country AS country, coalesce(f.business, []) AS business,
       coalesce(f.external_ids, []) AS external_ids, statements, documents
ORDER BY firm, id
