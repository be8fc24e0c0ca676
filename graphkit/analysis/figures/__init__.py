"""Figures that the sources state: capacities of plants over time, demand, forecasts; open ends stay open."""
