"""The Markdown of a note as elements of a page: no HTML of its own, no pictures, links to the web alone."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt

from graphkit.export.markup import possible

#: Deepest nesting of lists and quotes that is read as such.
_DEEPEST = 60
_WEB = re.compile(r"https?://[^\s]", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def elements(markdown: str) -> ET.Element:
    """A `div` with the text: paragraphs, lists, quotes, emphasis, code, links.

    A heading becomes a paragraph in bold, so that no note disturbs the order of the page's own headings.
    """
    reader = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True, "maxNesting": _DEEPEST}).disable("image")
    reader.validateLink = _is_web  # type: ignore[method-assign]
    root = ET.fromstring(f"<div>{reader.render(possible(markdown))}</div>")
    for element in root.iter():
        if element.tag in _HEADINGS:
            element.tag = "p"
            element.set("class", "strong")
        elif element.tag == "a":
            element.set("rel", "noreferrer noopener")
        elif element.tag == "code":
            element.attrib.pop("class", None)
    return root


def beginning(markdown: str, most: int) -> str:
    """The first words of a note as plain text, with an ellipsis where it is cut."""
    text = " ".join("".join(elements(markdown).itertext()).split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _is_web(url: str) -> bool:
    return bool(_WEB.match(url))
