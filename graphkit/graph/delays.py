"""What became of a plan, in words."""

from __future__ import annotations

from graphkit.graph.slips import Fate


def delay(fate: Fate) -> str:
    """The slip in words: `10 to 40 days late`, `overdue for 2 days`, `put off by 31 days`, `in time or up to 51 days
    late`."""
    least, most = fate.days_least, fate.days_most
    match fate.outcome:
        case "late":
            return f"{_range(least, most)} late"
        case "early":
            return f"{_range(_minus(most), _minus(least))} early"
        case "overdue":
            return f"overdue for {_days(least or 0)}"
        case "unclear":
            return "in time or late, not told" if most is None else f"in time or up to {_days(most)} late"
        case "moved" if least is not None and least > 0:
            return f"put off by {_range(least, most)}"
        case "moved" if most is not None and most < 0:
            return f"brought forward by {_range(-most, _minus(least))}"
        case "moved" if least is not None and most is not None:
            return f"moved, by {least} to {most} days"
    return fate.outcome


def _range(least: int | None, most: int | None) -> str:
    if least is None or most is None:
        known = least if least is not None else most
        return "some days" if known is None else f"{_days(known)} or more" if most is None else f"up to {_days(known)}"
    return _days(least) if least == most else f"{least:,} to {_days(most)}"


def _minus(days: int | None) -> int | None:
    return None if days is None else -days


def _days(count: int) -> str:
    return f"{count:,} day{'' if count == 1 else 's'}"
