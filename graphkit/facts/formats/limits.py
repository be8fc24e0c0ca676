"""How much of a table file is read, and why no more: whoever made the file is not known."""

#: Longest cell, in characters. It is longer than any name, note or list of firms, and shorter than what a quote that is
#: never closed swallows.
MAX_CELL = 10_000
#: Longest line of a text file, in bytes: a line is held in memory whole.
MAX_LINE = 4 * 1024**2
#: Most columns of a flat table: as many as a spreadsheet has.
MAX_COLUMNS = 16_384
#: Most bytes that come out of a compressed file.
MAX_EXPANDED = 4 * 1024**3
#: Beyond this many bytes the ratio of a compressed file is watched; below, nothing can do harm.
RATIO_FROM = 64 * 1024**2
#: Most bytes out of one byte in. Text is packed 3 to 20 times, the XML of a spreadsheet up to 50, a bomb 1,000 times.
MAX_RATIO = 200
#: Most bytes of a JSON document: it is held in memory whole. JSON Lines have no such limit.
MAX_JSON = 128 * 1024**2
#: Most values of a JSON document, counted by the marks `,`, `[` and `{` in it: one takes up to 200 bytes of memory.
MAX_JSON_VALUES = 6_000_000
#: Most bytes of a YAML document: one megabyte takes about a second.
MAX_YAML = 16 * 1024**2
#: Most values of a YAML document, those counted again that an alias repeats: ten short lines can mean a billion.
MAX_YAML_VALUES = 2_000_000
#: Deepest nesting of JSON and YAML: a bill of materials of fifty levels has a hundred (an object and an array each).
MAX_DEPTH = 200
#: Most bytes of a workbook when unpacked: its texts are held in memory.
MAX_WORKBOOK = 512 * 1024**2
#: Most cells of a sheet, the empty ones within its corners among them, because room is taken for each: a stray value in
#: the last corner would ask for 17,000 million. Enough for a million rows of 15 columns.
MAX_SHEET_CELLS = 16_000_000
#: Most bytes of text of a sheet, a text that many cells share counted for each of them.
MAX_SHEET_TEXT = 1024**3
#: Most steps of a path into nested data.
MAX_STEPS = 50
