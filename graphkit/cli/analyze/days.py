"""A number of days on the command line: `30`, `30-60`, or `30-` for 30 and more."""

from __future__ import annotations

import math
import re

import click

_DAYS = re.compile(r"(?P<low>\d+(\.\d+)?)(?P<open>-(?P<high>\d+(\.\d+)?)?)?")


class Days(click.ParamType):
    """Least and most days."""

    name = "days"

    def convert(
        self, value: str | tuple[float, float], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float]:
        """The two numbers; an open end is infinite."""
        if isinstance(value, tuple):
            return value
        found = _DAYS.fullmatch(value.strip())
        if not found:
            self.fail(f"{value!r} are no days: as 30, 30-60, or 30- for 30 and more", param, ctx)
        low = float(found["low"])
        high = float(found["high"]) if found["high"] else math.inf if found["open"] else low
        if high < low:
            self.fail(f"{value!r}: the most days are fewer than the least", param, ctx)
        return low, high
