"""Numbers on the command line: days as `30`, `30-60`, or `30-` for 30 and more; and no nan, which no range refuses."""

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


def finite(context: click.Context, parameter: click.Parameter, value: float | None) -> float | None:
    """Callback of an option: a number that is one, and has an end."""
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(f"{value} is no number with an end", context, parameter)
    return value
