"""Briefs: the main findings on the corpus, or on one entity of it, as static pages with charts, tables and sources.

This room stands above analyses, reports, exports and maps, because a brief needs all of them.
"""

from graphkit.briefs.write import FILES, refuse_foreign, write_report

__all__ = ["FILES", "refuse_foreign", "write_report"]
