"""Units of measure: which spelling is which unit, its dimension, and its factor to the canonical unit."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from graphkit.values._text import compatible, decimal, longest_first, problem, section, shown, string, strings

MONEY = "money/"
Endings = tuple[tuple[str, str], ...]
_HYPHEN = re.compile(r"(?<=[^\W_])-(?=[^\W\d_])")
_PER = re.compile(r" ?/ ?| per ", re.IGNORECASE)


def open_hyphens(text: str) -> str:
    """Turn each hyphen between a letter or digit and a letter into a blank: `10kt-level`, `C-rate`."""
    return _HYPHEN.sub(" ", text)


def _spelling(text: str, endings: Endings = ()) -> str:
    """Return the form in which spellings of a unit are compared.

    NFKC, `per` as `/`, single blanks, an ending as the one it stands for (`/year` as `/a`); case is kept.
    """
    blanks = " ".join(open_hyphens(compatible(text)).split())
    spelling = _PER.sub("/", blanks)
    for ending, right in endings:
        if len(spelling) > len(ending) and spelling[-len(ending) :].casefold() == ending:
            return spelling[: -len(ending)] + right
    return spelling


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its symbol, its dimension, and the factor that turns a number in it into the canonical unit's."""

    symbol: str
    dimension: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Units:
    """The table of units.

    Attributes
    ----------
    units
        Symbol to unit.
    canonical
        Dimension to the symbol of its canonical unit.
    symbols, aliases
        Spelling to symbol; the case of `symbols` counts, that of `aliases` (casefolded) does not.
    ambiguous
        Spellings that are refused, with what to write instead.
    money
        The spellings of currencies, longest first: spelling, whether its case counts, symbol.
    endings
        Ways to end a unit and the one they stand for, longest first: (`/year`, `/a`).
    wide
        The spellings that begin with a character that is no letter of ours (`千克`), longest first.
    signs
        The signs of money that are ambiguous (`¥`).
    """

    units: Mapping[str, Unit]
    canonical: Mapping[str, str]
    symbols: Mapping[str, str]
    aliases: Mapping[str, str]
    ambiguous: Mapping[str, str]
    money: tuple[tuple[str, bool, str], ...]
    endings: Endings = ()
    wide: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Units:
        """Build the units from the dict of schema/units.toml.

        Raises
        ------
        ValueError
            A key is missing or of the wrong kind, a factor is not positive, a canonical unit is not of factor 1, or
            two units share a spelling.
        """
        endings = _endings(table)
        canonical = {name: string(unit, f"canonical.{name}") for name, unit in section(table, "canonical").items()}
        units: dict[str, Unit] = {}
        symbols: dict[str, str] = {}
        aliases: dict[str, str] = {}
        for symbol, row in section(table, "units").items():
            if not isinstance(row, Mapping):
                raise problem(f"units.{symbol} is no table", 'write { dimension = "…", factor = "…" }')
            units[symbol] = _unit(symbol, row, canonical)
            for spelling in (symbol, *strings(row.get("symbols", []), f"units.{symbol}.symbols")):
                _claim(symbols, _spelling(spelling, endings), symbol)
            for spelling in strings(row.get("aliases", []), f"units.{symbol}.aliases"):
                _claim(aliases, _spelling(spelling, endings).casefold(), symbol)
        for spelling, symbol in symbols.items():
            if aliases.get(spelling.casefold(), symbol) != symbol:
                other = aliases[spelling.casefold()]
                raise problem(f"units.{other} has the alias {spelling!r}, a symbol of {symbol}", "drop one of them")
        for name, symbol in canonical.items():
            if symbol not in units or units[symbol].dimension != name or units[symbol].factor != 1:
                raise problem(f"canonical.{name} = {symbol!r} is no unit of it with the factor 1", "add that unit")
        refused = section(table, "ambiguous") if "ambiguous" in table else {}
        ambiguous = {_spelling(key, endings): string(hint, f"ambiguous.{key}") for key, hint in refused.items()}
        wide = longest_first(spelling for spelling in (*symbols, *aliases) if unicodedata.category(spelling[0]) == "Lo")
        signs = tuple(key for key in ambiguous if unicodedata.category(key[0]) == "Sc")
        money = _money(units, symbols, aliases)
        return cls(units, canonical, symbols, aliases, ambiguous, money, endings, wide, signs)

    def find(self, text: str) -> Unit:
        """Return the unit that `text` spells.

        A symbol in another case is accepted if the case of `m` and `M` is kept (milli is not mega), it has two
        letters or more, and one unit only fits: `gwh` is GWh, `mwh` is an error.

        Raises
        ------
        ValueError
            No unit, or more than one.
        """
        spelling = _spelling(text, self.endings)
        if spelling in self.ambiguous:
            raise problem(f"the unit {shown(text)} is ambiguous", f"write {self.ambiguous[spelling]}")
        symbol = self.named(spelling) or self._with_ending(spelling)
        if symbol is not None:
            return self.units[symbol]
        folded = spelling.casefold()
        alike = sorted({found for known, found in self.symbols.items() if known.casefold() == folded})
        if len(alike) == 1 and len(spelling) > 1 and any(_same_but_case(known, spelling) for known in self.symbols):
            return self.units[alike[0]]
        if alike:
            raise problem(f"the unit {shown(text)} is not written clearly", f"mind the case: {' or '.join(alike)}")
        close = difflib.get_close_matches(spelling[:40], self.symbols, n=3)
        hint = f"did you mean {' or '.join(close)}?" if close else "write a unit of schema/units.toml"
        raise problem(f"there is no unit {shown(text)}", hint)

    def named(self, text: str) -> str | None:
        """Return the symbol of a unit that is written just as in the table; None if there is none."""
        spelling = _spelling(text, self.endings)
        return self.symbols.get(spelling) or self.aliases.get(spelling.casefold())

    def _with_ending(self, spelling: str) -> str | None:
        """Return the symbol of a spelling whose unit and ending are known each by itself (`兆瓦时/年`)."""
        for _, right in self.endings:
            if spelling.endswith(right) and (symbol := f"{self.named(spelling[: -len(right)])}{right}") in self.units:
                return symbol
        return None


def _endings(table: Mapping[str, object]) -> Endings:
    """Read [endings], which need not be there: (way to write it, ending), longest first."""
    rows = section(table, "endings") if "endings" in table else {}
    found = {way.casefold(): right for right, ways in rows.items() for way in strings(ways, f"endings.{right}")}
    return tuple((way, found[way]) for way in longest_first(found))


def _money(
    units: Mapping[str, Unit], symbols: Mapping[str, str], aliases: Mapping[str, str]
) -> tuple[tuple[str, bool, str], ...]:
    """List the spellings of money, longest first: spelling, whether its case counts, symbol."""
    rows = [(key, True, symbol) for key, symbol in symbols.items()]
    rows += [(key, False, symbol) for key, symbol in aliases.items()]
    money = (row for row in rows if units[row[2]].dimension.startswith(MONEY))
    return tuple(sorted(money, key=lambda row: (-len(row[0]), row[0])))


def _unit(symbol: str, row: Mapping[str, object], canonical: Mapping[str, str]) -> Unit:
    """Read one row of [units]."""
    dimension = string(row.get("dimension"), f"units.{symbol}.dimension")
    if dimension not in canonical:
        raise problem(f"units.{symbol} has the unknown dimension {dimension!r}", "add it to [canonical]")
    factor = decimal(row.get("factor"), f"units.{symbol}.factor")
    if factor <= 0:
        raise problem(f"units.{symbol}.factor is not above 0", "write a positive factor")
    return Unit(symbol, dimension, factor)


def _claim(spellings: dict[str, str], spelling: str, symbol: str) -> None:
    """Enter a spelling; ValueError if another unit has it."""
    if spellings.setdefault(spelling, symbol) != symbol:
        other = spellings[spelling]
        raise problem(f"units.{symbol} is spelled {spelling!r}, and so is {other}", "keep it with one of them")


def _same_but_case(known: str, written: str) -> bool:
    """Tell whether two spellings are the same but for case, with every m and M as they are."""
    return known.casefold() == written.casefold() and _ems(known) == _ems(written)


def _ems(text: str) -> list[str]:
    """Return the letters m and M in their order: the prefixes milli and mega must not be swapped."""
    return [ch for ch in text if ch in "mM"]
