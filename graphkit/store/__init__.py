"""The store: the official neo4j driver in front of Neo4j or of the embedded engine."""
