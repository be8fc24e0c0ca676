"""The two clocks of a claim: since when it is known; from which day it certainly holds, and until when."""

from __future__ import annotations

from datetime import date

from graphkit.facts.claim import OCCURRED, Claim, Source


def known_from(claim: Claim, source: Source | None) -> date | None:
    """The first day on which `known_on` takes the claim to have been said; None where it has no clock (curation).

    The last day on which it can have been said; for an undated source, whose bounds are inferred, the first, unless the
    claim states its own `said`.
    """
    if claim.said is None:
        return None
    undated = source is not None and source.published_basis == "inferred" and not claim.row.said
    return claim.said[0] if undated else claim.said[1]


def holds(claim: Claim, as_of: date | None) -> bool:
    """Whether the claim counts on the day. A plan always does; what is or was counts from the day on which it certainly
    held (see `certain_from`). An end is no matter of this function: see `period`."""
    if as_of is None or not claim.realised:
        return True
    day = certain_from(claim)
    return day is None or day <= as_of


def certain_from(claim: Claim) -> date | None:
    """The first day on which a realised claim certainly held; None: on any day.

    Whatever is told had come by the day it was told. An event (a milestone) had come on the last of its possible days;
    one without a date, on the day it was told. A state (an edge, a property) or a number without a date states no start
    and holds on any day; a state with a range, `from` or `until` begins with its first day; `on D` was seen in D, so it
    is certain from D's last day. What curation says has no day of telling: with an open end it counts from its first
    day."""
    told = claim.said[1] if claim.said else None
    when = claim.date
    if when is None:
        return told if claim.family == "milestone" and claim.kind in OCCURRED else None
    if claim.family != "milestone" and (when.form == "from" or (_state(claim) and when.form in ("range", "until"))):
        return when.earliest
    return min((day for day in (when.latest, told) if day is not None), default=when.earliest)


def period(claim: Claim) -> tuple[date | None, date | None]:
    """First and last day for which a state is stated to hold. Only a range and `until` tell an end: what was seen on a
    day, or was so by a day, holds until it is contradicted."""
    when = claim.date
    if when is None or when.form in ("by", "before"):
        return None, None
    return when.earliest, when.latest if when.form in ("range", "until") else None


def _state(claim: Claim) -> bool:
    return claim.family in ("edge", "property")
