"""The page: pyvis' Network with a template, a policy and a script of its own; vis-network from pyvis inside."""

from __future__ import annotations

import base64
import hashlib
import re
import webbrowser
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import Environment, FunctionLoader, select_autoescape
from markupsafe import Markup
from pyvis.network import Network

from graphkit.graph.graph import Graph
from graphkit.maps.changes import told
from graphkit.maps.data import Picture
from graphkit.maps.details import details
from graphkit.maps.options import MapOptions
from graphkit.maps.pack import as_gzip, as_json, escaped, whole
from graphkit.maps.static import static
from graphkit.maps.views.data import Shown
from graphkit.model import Model
from graphkit.writing import new_file

#: The modules of the script in `assets/script/`, in the order in which they are joined: what runs while the page is
#: read must stand after what it uses.
MODULES = (
    "page/dom", "graph/columns", "graph/changes", "graph/details", "graph/rules", "graph/strike", "graph/reach",
    "graph/fallout", "graph/path", "graph/picked", "graph/names", "graph/view", "graph/saved", "picture/look",
    "picture/text", "picture/labels", "picture/lanes", "picture/cloud", "picture/lines", "picture/hits",
    "picture/changed", "picture/notes", "picture/scene", "picture/overview", "picture/shares", "picture/camera",
    "page/filters", "page/colours", "page/search", "page/time", "page/play", "page/claims", "page/milestones",
    "page/select", "page/boxes", "page/ways", "page/whatif", "page/news", "page/panel", "page/table", "page/matrix",
    "page/stage", "page/hidden", "page/joined", "page/focus", "page/menu", "page/remark", "page/place", "page/legend",
    "page/save", "page/print", "page/story", "page/link", "page/reading", "page/start",
)  # fmt: skip
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_IMPORT = re.compile(r"^import [^;]*;\n+", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=async |const |let |function |class )", re.MULTILINE)
#: Lines that are nothing but types, for an editor and the type checker. A comment with words stays.
_TYPES = re.compile(r"^[ \t]*/\*\* @.*\*/\n", re.MULTILINE)


class _Ids(list[Any]):
    """pyvis keeps ids in a list and looks each new end of an edge up in it: with a set beside it that is no search."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[Any] = set()

    def append(self, value: Any) -> None:
        self._known.add(value)
        super().append(value)

    def __contains__(self, value: object) -> bool:
        return value in self._known

    def __iter__(self) -> Iterator[Any]:
        return super().__iter__()


class MapNetwork(Network):  # type: ignore[misc]
    """A pyvis network that writes the map's page: no network, no inline handler, no text read as HTML."""

    def __init__(self, picture: Picture, title: str, options: MapOptions) -> None:
        super().__init__(height="100%", width="100%", directed=True, heading=title, cdn_resources="in_line")
        self.node_ids = _Ids()
        self.picture = picture
        self.choice = options
        # What vis-network is told, as with any pyvis network. Places are given, so that no simulation runs; pointing
        # and selecting are the page's own, because it draws more than vis-network's nodes.
        self.options = {
            "physics": {"enabled": False},
            "interaction": {
                "dragNodes": False, "selectable": False, "hover": False, "keyboard": {"enabled": False},
                "zoomSpeed": 0.7,
            },
        }  # fmt: skip
        laid = picture.layout
        for k, entity in enumerate(picture.entities):
            color, shape = picture.look(k)
            self.add_node(entity.id, label=picture.captions[k], x=laid.x[k], y=laid.y[k], shape=shape, color=color)
        for edge in picture.edges:
            self.add_edge(edge.source, edge.target, label=edge.type)

    def generate_html(self, name: str = "map.html", local: bool = True, notebook: bool = False) -> str:
        """The page as text; the arguments are pyvis' and change nothing."""
        meta = {**self.picture.meta(self.heading), "options": self.options}
        meta["overview_above"] = self.choice.overview_above
        changes = told(self.choice.changes, self.picture) if self.choice.changes else None
        if changes:
            meta["changes"] = changes.meta()
        if self.choice.views:
            meta["views"] = [Shown(view, self.picture).data() for view in self.choice.views.values()]
        if self.choice.view:
            meta["open"] = self.choice.view
        script, vis, style = app_script(), vis_script(), _asset("map.css")
        policy = (
            f"default-src 'none'; script-src {_hash(vis)} {_hash(script)}; style-src {_hash(style)}; "
            "img-src data: blob:; base-uri 'none'; form-action 'none'"
        )
        environment = Environment(
            loader=FunctionLoader(_asset), autoescape=select_autoescape(default=True), keep_trailing_newline=True
        )
        self.html = environment.get_template("map.html").render(
            title=whole(meta["title"]),
            policy=policy,
            style=Markup(style),
            vis=Markup(vis),
            script=Markup(script),
            meta=Markup(as_json(meta)),
            data=Markup(as_json(self.picture.data())),
            details=Markup(as_gzip(details(self.picture, changes))),
            static=static(self.picture, self.choice.overview_above, changes),
        )
        return str(self.html)

    def write_html(
        self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:  # the base's parameters
        """Write the page as UTF-8, whole or not at all, and nothing beside it; as `write_map` does.

        Raises
        ------
        GraphkitError
            If the file cannot be written.
        """
        text = self.generate_html().encode("utf-8")
        with new_file(Path(name), "map.html") as out:
            out.write(text)
        if open_browser:
            webbrowser.open(Path(name).absolute().as_uri())


def page(graph: Graph, model: Model, title: str, options: MapOptions) -> str:
    """See `graphkit.maps.map_html`."""
    return MapNetwork(Picture(graph, model, options), title, options).generate_html()


def app_script() -> str:
    """The page's script: its modules joined in one function of its own.

    Each module is one that an editor, a linter and a browser can read by itself; as all of their names differ, joining
    them takes no more than leaving out `import`, `export` and lines of types.
    """
    parts = "\n".join(_TYPES.sub("", _EXPORT.sub("", _IMPORT.sub("", _asset(f"script/{name}.js")))) for name in MODULES)
    return _inline(f'(function () {{\n"use strict";\n{parts}\n}})();\n')


def vis_script() -> str:
    """vis-network as pyvis ships it."""
    text = (Path(pyvis.__file__).parent / VIS).read_text(encoding="utf-8")
    return _inline(text.split("//# sourceMappingURL=")[0])


def _asset(name: str) -> str:
    return (resources.files("graphkit.maps") / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _inline(text: str) -> str:
    """A script that cannot end its element early; its strings hold no character that HTML forbids."""
    return escaped(text.replace("</script", "<\\/script").replace("<!--", "<\\!--"))


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"
