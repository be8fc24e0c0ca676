"""What stands beside the files for neo4j-admin: how they are imported."""

from __future__ import annotations

from graphkit.graph import Graph
from graphkit.graph.attributes import day
from graphkit.project import Location

_TEXT = """\
{title}

A graphkit store of the project {name}, for `neo4j-admin database import full` of Neo4j 5.26 or later:
{nodes:,} nodes, {edges:,} relationships, as of {as_of}, known on {known_on}.

The database must be new or empty, and its server stopped. Run in this folder, on the server's machine, as the user that
Neo4j runs as; the second "neo4j" is the name of the database:

    neo4j-admin database import full neo4j @import.args

To replace what a database holds, add --overwrite-destination after its name: all of that is lost then. With the
official Docker image, and the data in a volume named graphkit-data:

    docker run --rm -v graphkit-data:/data -v "$PWD":/import -w /import neo4j:5.26.28-community \\
        neo4j-admin database import full neo4j --report-file=/tmp/import.report @import.args

Start the server and make constraints and indexes:

    cypher-shell -d neo4j -f constraints.cypher

Then it is the project's store, as if `graphkit load` had written it:

    graphkit --store neo4j://localhost:7687 status
    graphkit --store neo4j://localhost:7687 load

The load compares everything and finds nothing to change, unless the tables say something else by then or the export was
made for another day or audience.

*-header.csv   columns with their types
*.csv          the data: UTF-8, commas, texts in double quotes
import.args    the arguments of the import
"""


def readme(location: Location, graph: Graph, nodes: int, edges: int) -> str:
    """The text, which ends with a line end."""
    return _TEXT.format(
        title=location.title,
        name=location.name,
        nodes=nodes,
        edges=edges,
        as_of=day(graph.as_of) or "no day",
        known_on=day(graph.known_on) or "any day",
    )
