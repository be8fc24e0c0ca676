"""A number of days on the command line: `30`, `30-60`, or `30-` for 30 and more."""

from __future__ import annotations

import math
import re

import click

_DAYS = re.compile(r"(?P<low>\d+(\.\d+)?)(?P<open>-(?P<high>\d+(\.\d+)?)?)?")


def days(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[float, float] | None:
    """Callback of an option: the least and most days that its text means; an open end is infinite."""
    if value is None:
        return None
    found = _DAYS.fullmatch(value.strip())
    if not found:
        raise click.BadParameter(f"{value!r} are no days: as 30, 30-60, or 30- for 30 and more", context, parameter)
    low = float(found["low"])
    high = float(found["high"]) if found["high"] else math.inf if found["open"] else low
    if high < low:
        raise click.BadParameter(f"{value!r}: the most days are fewer than the least", context, parameter)
    return low, high
