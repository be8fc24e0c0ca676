"""What a stock pyvis page does badly, and the map does not: a test for each mend.

The numbers are those of pyvis' issues; places where text of the data runs as script are tested in test_safety.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyvis.network import Network

from graphkit.errors import GraphkitError
from graphkit.graph import Graph
from graphkit.maps.data import Picture
from graphkit.maps.options import MapOptions
from graphkit.maps.page import MapNetwork
from graphkit.model import Model
from tests.maps.conftest import Open


@pytest.fixture
def network(small_graph: Graph, schema: Model) -> MapNetwork:
    """The small chain as a network."""
    return MapNetwork(Picture(small_graph, schema), "Näme 锂", MapOptions())


def test_it_is_a_pyvis_network_with_the_nodes_and_edges_of_the_graph(network: MapNetwork, small_graph: Graph) -> None:
    assert isinstance(network, Network)
    assert network.get_nodes() == list(small_graph.entities)
    assert network.get_node("malmo")["label"] == "Malmö Cells"
    assert network.num_edges() == len(small_graph.edges)
    assert network.neighbors("boss") == {"malmo"}


def test_no_simulation_runs_so_that_nothing_freezes_or_moves(open_map: Open, small_graph: Graph) -> None:
    """84, 96, 204: a page that is not usable until a simulation has come to rest."""
    opened = open_map(small_graph)
    first = opened.page.screenshot()
    opened.page.wait_for_timeout(700)
    assert opened.page.screenshot() == first


def test_options_reach_vis_network(network: MapNetwork) -> None:
    network.options = {"physics": {"enabled": False}, "interaction": {"zoomSpeed": 0.123}}
    assert '"zoomSpeed":0.123' in network.generate_html()


def test_a_look_up_of_an_end_compares_no_other_id(network: MapNetwork) -> None:
    """An edge's ends are looked up among all ids: with a list that is quadratic."""
    compared = []

    class Id(str):
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            compared.append(other)
            return str.__eq__(self, other)

    network.add_node(Id("new"))
    compared.clear()
    network.add_edge("new", "malmo")
    assert len(compared) <= 4


def test_it_is_written_as_utf8_and_nothing_beside_it(tmp_path: Path) -> None:
    """222: UnicodeEncodeError where the system's encoding is another, and a folder lib/ in the working folder."""
    script = (
        "from pathlib import Path; from tests.maps import chain; from graphkit.maps import write_map\n"
        "m = chain.model(); write_map(chain.small(m).graph(), Path('map.html'), m, 'Title')"
    )
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": root}
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, check=True)
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]
    text = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "Malmö Cells" in text and "马尔默电池" in text


def test_show_and_write_html_write_this_page(
    network: MapNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """223, 303: show() of a page that was never written for a notebook."""
    monkeypatch.chdir(tmp_path)
    network.show("shown.html")
    network.write_html("written.html")
    network.save_graph("saved.html")
    texts = {p.read_text(encoding="utf-8") for p in tmp_path.iterdir()}
    assert len(list(tmp_path.iterdir())) == 3
    assert texts == {network.generate_html()}
    with pytest.raises(GraphkitError, match="is a folder"):
        network.write_html(str(tmp_path))
