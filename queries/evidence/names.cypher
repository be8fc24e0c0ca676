// title: What is it called, and under which tickers and ids is it listed?
// description: Entities whose name, other name, native name or outside id contains a text.
// param text: text = "" -- part of a name or id; empty for all
// param type: enum(node_types) = null -- only entities of this type
// column name: name
// column id: its id
// column type: its type
// column aliases: other names
// column native_names: names in the script of the country
// column external_ids: tickers, patent numbers and other ids
// column note: what keeps it apart from others
MATCH (e:Entity)
WHERE ($type IS NULL OR $type IN labels(e))
  AND any(n IN [e.id, e.name] + coalesce(e.aliases, []) + coalesce(e.native_names, []) + coalesce(e.external_ids, [])
          WHERE toLower(n) CONTAINS toLower($text))
RETURN e.name AS name, e.id AS id, head([l IN labels(e) WHERE l <> 'Entity']) AS type, coalesce(e.aliases, []) AS aliases,
       coalesce(e.native_names, []) AS native_names, coalesce(e.external_ids, []) AS external_ids, e.note AS note
ORDER BY type, name, id
