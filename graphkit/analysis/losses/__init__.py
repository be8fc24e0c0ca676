"""What a loss reaches, and what could be done against it: ways around a node, shared points, stocks, measures."""
