"""Mappings of other people's tables: the language of loader.toml, and what it makes of rows.

`language` says what may be written, `load` reads a loader, `table` its rows, `emit` what they claim.
"""
