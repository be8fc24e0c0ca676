"""Benchmarks of graphkit: `python -m benchmarks`; see benchmarks/README.md."""
