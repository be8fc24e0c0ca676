"""Values: partial dates, quantities, money and names. Words and units come as arguments; no file is read here."""

from graphkit.values.dates import DateWords, PartialDate, asked_day, day_bounds, format_date, parse_date
from graphkit.values.names import caption, is_safe_text, name_key, slug
from graphkit.values.quantities import NumberWords, Quantity, convert, format_quantity, normalise, parse_quantity
from graphkit.values.units import Unit, Units

__all__ = [
    "DateWords",
    "NumberWords",
    "PartialDate",
    "Quantity",
    "Unit",
    "Units",
    "asked_day",
    "caption",
    "convert",
    "day_bounds",
    "format_date",
    "format_quantity",
    "is_safe_text",
    "name_key",
    "normalise",
    "parse_date",
    "parse_quantity",
    "slug",
]
