"""Types of entity by what they are to the analyses. It imports nothing: the command line's help needs it."""

#: What is made, what makes, and what the chain is for.
ITEMS = ("Material", "Product", "Vehicle")
MAKERS = ("Firm", "Site")
ENDS = ("Product", "Vehicle")
