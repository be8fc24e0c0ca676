"""What can have changed between two days, by section, as `changes` and the map call it."""

from __future__ import annotations

#: Section -> its heading.
HEADINGS = {
    "new": "New",
    "changed": "Told otherwise",
    "moved": "Dates moved",
    "reached": "Stages reached",
    "overdue": "Newly overdue",
    "prices": "Prices and market signals",
    "conflicts": "Conflicts new and settled",
    "stale": "Gone stale",
}
