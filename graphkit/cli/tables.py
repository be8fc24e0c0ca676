"""How the rows of other people's tables ended, told to a person: problems, an account, a table of rejects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.cli.context import note, plural
from graphkit.cli.output import safe, say
from graphkit.errors import Problem

if TYPE_CHECKING:
    from graphkit.facts import Reading
    from graphkit.facts.foreign import Foreign
    from graphkit.facts.mapping.table import Drafts

#: Rejected rows of one table that are told one by one.
TOLD = 20
#: Characters of a sheet's name that some systems take in no file's name.
_UNSAFE = re.compile(r'[\\:*?"<>|\x00-\x1f]')
#: What a message quotes.
_NAMED = re.compile(r"'[^']*'|\"[^\"]*\"")
_LABELS = {"error": "", "warning": "warning: ", "reject": "rejected: "}


def print_problems(problems: Iterable[Problem]) -> None:
    """A line for each; of the rejected rows of one table, and of what else is alike, the first ones."""
    for line in lines_of_problems(problems):
        say(safe(line))


def lines_of_problems(problems: Iterable[Problem]) -> Iterator[str]:
    """A line for each problem; of the rejected rows of one file, and of those of one file that differ in what they name
    alone, the first ones and how many more there are."""
    alike: Counter[tuple[str, ...]] = Counter()
    for problem in problems:
        rejected = problem.level == "reject"
        about = () if rejected else (problem.column, _form(problem.message))
        alike[kind := (problem.level, problem.file, *about)] += 1
        if alike[kind] <= TOLD:
            yield f"{_LABELS[problem.level]}{problem}"
    for (level, file, *_), count in sorted(alike.items()):
        if count > TOLD:
            how = ": graphkit check --rejects DIR writes them all" if level == "reject" else ""
            yield f"{_LABELS[level]}{file}: … {count - TOLD:,} more like these{how}"


def _form(message: str) -> str:
    """What a message says, without what it names."""
    words = [word for word in _NAMED.sub("", message).split() if word.isalpha()]
    return " ".join(words[:3])


def tell_tables(reading: Reading, named: bool = False) -> None:
    """On stderr how the rows of each foreign table ended, and what was found out about it unasked.

    `named` if loaders were asked for by name: then columns that no rule names are told too, and rules that say nothing
    of a row for want of a subject.
    """
    if reading.absent:
        names = ", ".join(sorted(reading.absent))
        note(f"left out, since their tables are not here (--data LOADER=DIR): {names}")
    for name, foreign in _read(reading):
        for told, tables in groupby(foreign.tables, lambda table: table.told):
            files = list(tables)
            what = files[0].file if len(files) == 1 else f"loaders/{name}: {plural(len(files), 'file')} {told}"
            _tell_table(what, files, named)


def _read(reading: Reading) -> list[tuple[str, Foreign]]:
    """The loaders whose rows were read to the end, by name: not those of which only the entities were asked for."""
    return [(name, foreign) for name, foreign in sorted(reading.foreign.items()) if name in reading.counts]


def _tell_table(what: str, files: list[Drafts], named: bool) -> None:
    """The account of one table, and what was found out about it unasked."""
    from graphkit.facts.mapping.table import add_missed

    count = files[0].count
    skipped: Counter[str] = Counter(files[0].skipped)
    for file in files[1:]:
        count = count.plus(file.count)
        skipped.update(file.skipped)
    why = ", ".join(f"{n:,} {reason}" for reason, n in sorted(skipped.items()))
    passed = f"{count.skipped:,} skipped ({why})" if why else f"{count.skipped:,} skipped"
    note(
        f"{what}: {plural(count.rows, 'row')} = {count.claimed:,} claimed + {passed} + "
        f"{count.rejected:,} rejected; {plural(count.claims, 'claim')}"
    )
    for guess in dict.fromkeys(guess for file in files for guess in file.guesses):
        note(f"{what}: a guess: {guess}")
    repeated = sum(file.repeated for file in files)
    if repeated:
        note(f"{what}: {plural(repeated, 'row')} with the key of another: more columns tell them apart")
    missed: dict[tuple[str, str], tuple[int, str]] = {}
    for file in files:
        for kind, (n, example) in file.missed.items():
            add_missed(missed, kind, n, example)
    for (one, words), (n, example) in sorted(missed.items()):
        if named or one == "row":  # a lookup gives nothing only where its mapping says so
            note(f"{what}: {plural(n, one)} {words}, as {example}")
    unsaid: Counter[str] = Counter()
    for file in files:
        unsaid.update(file.unsaid_rows)
    for why, n in sorted(unsaid.items()) if named else ():
        note(f"{what}: {plural(n, 'claimed row')} with {why}")
    unused = list(dict.fromkeys(heading for file in files for heading in file.unused))
    if unused and named:
        note(f"{what}: no rule names {', '.join(unused[:12])}{' …' if len(unused) > 12 else ''}")


def write_rejects(reading: Reading, folder: Path) -> None:
    """Writes a table of rejects for each file that has some."""
    from graphkit.facts.mapping.mended import rejects_table
    from graphkit.facts.mapping.mended import write_rejects as write

    for name, foreign in _read(reading):
        for table in foreign.tables:
            if table.rejects and table.found is not None:
                file, _, label = table.found.shown.rpartition(f"{name}/")[2].partition("#")
                place = file.rpartition(".")[0] + (f".{label}" if label else "")
                stem = f"{name}.{_UNSAFE.sub('_', place.replace('/', '.'))}"
                path = write(folder, stem, rejects_table(table.found, table.shape, table.rejects))
                note(
                    f"{path}: {plural(table.count.rejected, 'rejected row')}; mended and put beside loader.toml, "
                    f"it is read by mended = {path.name!r}"
                )
