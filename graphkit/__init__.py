"""graphkit: curated, sourced facts of an industry chain as a graph."""
