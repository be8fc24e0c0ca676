"""Values: partial dates, quantities, money and names. Words and units come as arguments; no file is read here."""

from graphkit.values.dates import DateWords, PartialDate, asked_day, day_bounds, format_date, parse_date
from graphkit.values.days import excel_day, ordered_day, unix_day
from graphkit.values.firms import LegalForms, bracketed, firm_key, pinyin
from graphkit.values.identifiers import check_lei, check_qid, domain_of
from graphkit.values.names import caption, is_safe_text, is_visible, name_key, slug
from graphkit.values.numerals import plain_number, plain_numbers
from graphkit.values.quantities import NumberWords, Quantity, convert, format_quantity, normalise, parse_quantity
from graphkit.values.units import Unit, Units

__all__ = [
    "DateWords",
    "LegalForms",
    "NumberWords",
    "PartialDate",
    "Quantity",
    "Unit",
    "Units",
    "asked_day",
    "bracketed",
    "caption",
    "check_lei",
    "check_qid",
    "convert",
    "day_bounds",
    "domain_of",
    "excel_day",
    "firm_key",
    "format_date",
    "format_quantity",
    "is_safe_text",
    "is_visible",
    "name_key",
    "normalise",
    "ordered_day",
    "parse_date",
    "parse_quantity",
    "pinyin",
    "plain_number",
    "plain_numbers",
    "slug",
    "unix_day",
]
