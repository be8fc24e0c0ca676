"""The analyses: one file each, from the facts to an `Answer`. `graphkit analyze NAME` asks them."""

#: Analysis -> what it answers, in a line. The command of the same name is in `graphkit.cli.analyze`.
ANALYSES = {
    "disruption": "What stops, is reduced or exposed if something is struck.",
    "shortage": "Who loses how many known suppliers of what.",
    "single-source": "Known suppliers of each need, and effective alternatives.",
    "single-points": "What stops a target alone; how much each node stops alone.",
    "cuts": "Minimal sets of nodes that stop a target together.",
    "hidden-common": "Needs that look multi-sourced and hang on one node upstream.",
    "exposure": "What stands upstream and downstream: touches apart from would stop.",
    "recovery": "Who stops before what was struck is back: time to survive, time to recover.",
    "cascade": "What share of all sales is lost with a firm (ESRI): a scenario.",
    "balance": "Demand for a material in a year against the capacity to make it.",
    "gaps": "What no claim answers, as a list for research, by what hangs on it.",
    "capacity": "How much can be made over time, operating apart from planned.",
    "mitigate": "What one more supplier, substitute or stock would save, ranked.",
}
#: What `exposure` groups by, and its sides: here, since the help needs them before anything is asked.
BY = ("node", "tier", "country", "firm", "source")
SIDES = ("upstream", "downstream")
#: What `cuts` takes into a set, and the types that this means; none for all.
KINDS = {"any": (), "firm": ("Firm", "Organization"), "site": ("Site",), "item": ("Material", "Product", "Vehicle")}
#: What `capacity` and `concentration` group by.
CAPACITY_BY = ("stage", "material", "product", "technology", "country", "firm")
