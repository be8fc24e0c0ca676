"""Charts of reports as SVG elements: no script, no ids, styled by the page (`graphkit.briefs.style`)."""

from graphkit.briefs.charts.bars import Bar, bars
from graphkit.briefs.charts.lanes import lanes
from graphkit.briefs.charts.strip import Step, strip
from graphkit.briefs.charts.years import Panel, years

__all__ = ["Bar", "Panel", "Step", "bars", "lanes", "strip", "years"]
