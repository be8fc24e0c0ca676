"""Concentration of a market as intervals: Herfindahl-Hirschman index and share of the largest, partly known."""

from graphkit.analysis.concentration.capacities import CapacityShares, from_capacities
from graphkit.analysis.concentration.groups import Grouped, by
from graphkit.analysis.concentration.interval import Given, Holder, Interval
from graphkit.analysis.concentration.shares import hhi, top_share

__all__ = ["CapacityShares", "Given", "Grouped", "Holder", "Interval", "by", "from_capacities", "hhi", "top_share"]
