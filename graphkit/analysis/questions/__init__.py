"""The analyses: one file each, from the facts to an `Answer`. `graphkit analyze NAME` asks them."""

from graphkit.analysis.kinds import ITEMS

#: Analysis -> what it answers, in a line. The command of the same name is in `graphkit.cli.analyze`.
ANALYSES = {
    "disruption": "What stops, is reduced or exposed if something is struck.",
    "shortage": "Who loses how many known suppliers of what.",
    "single-source": "Known suppliers of each need, and effective alternatives.",
    "single-points": "What stops a target alone; how much each node stops alone.",
    "cuts": "Minimal sets of nodes that stop a target together.",
    "hidden-common": "Needs that look multi-sourced and hang on one node upstream.",
    "concentration": "HHI and share of the three largest makers of each item, as intervals.",
    "exposure": "What stands upstream and downstream: touches apart from would stop.",
    "recovery": "Who stops before what was struck is back: time to survive, time to recover.",
    "cascade": "What share of all sales is lost with a firm (ESRI): a scenario.",
    "structure": "Counts, levels, cycles, joints, coverage, and what weak claims carry.",
    "compare": "Any of these on two days or in two scenarios, side by side.",
    "mitigate": "What one more supplier, substitute or stock would save, ranked.",
    "balance": "Demand for a material in a year against the capacity to make it.",
    "gaps": "What no claim answers, as a list for research, by what hangs on it.",
    "capacity": "How much can be made over time, operating apart from planned.",
}
#: What `exposure` groups by, and its sides: here, since the help needs them before anything is asked.
BY = ("node", "tier", "country", "firm", "source")
SIDES = ("upstream", "downstream")
#: What `cuts` takes into a set, and the types that this means; none for all.
KINDS = {"any": (), "firm": ("Firm", "Organization"), "site": ("Site",), "item": ITEMS}
#: What `capacity` groups by, and what counts as one holder in `concentration`.
CAPACITY_BY = ("stage", "material", "product", "technology", "country", "firm")
CONCENTRATION_BY = ("firm", "parent", "country")
#: What `structure` tells besides its measures, with the help of each.
PARTS = {
    "levels": "Tiers upstream of products and vehicles, and trophic levels.",
    "cycles": "Strongly connected components, with one cycle of each.",
    "bridges": "Nodes and links without which the graph falls apart.",
    "communities": "Groups with more links among themselves than expected.",
    "centralities": "Degree, PageRank, betweenness: for screening only.",
    "coverage": "Facts per source and per age too.",
    "flips": "Results that one weak claim carries.",
}
