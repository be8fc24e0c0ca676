"""Days that a text alone does not tell: in a stated order, as a spreadsheet's number, as Unix seconds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.values import excel_day, ordered_day, unix_day


@given(
    st.dates(date(1, 1, 1)), st.sampled_from("/-."), st.sampled_from(["", " 00:00", " 12:30:00 PM", "T00:00:00.000Z"])
)
def test_ordered_day(day, sep, tail):
    y, m, d = f"{day.year:04d}", str(day.month), f"{day.day:02d}"
    assert ordered_day(sep.join((d, m, y)) + tail, "dmy") == str(day)
    assert ordered_day(sep.join((m, d, y)) + tail, "mdy") == str(day)
    for order in ("dmy", "mdy", "ymd"):
        assert ordered_day(sep.join((y, m, d)) + tail, order) == str(day)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("05/03/2025", "dmy", "2025-03-05"),
        ("05/03/2025", "mdy", "2025-05-03"),
        ("5 3 25", "dmy", "2025-03-05"),
        ("25-03-05", "ymd", "2025-03-05"),
        ("3/5/49", "mdy", "2049-03-05"),
        ("５／３／２０２５", "dmy", "2025-03-05"),
        ("5. 3. 2025", "dmy", "2025-03-05"),
        ("2025. 3. 5.", "dmy", "2025-03-05"),
    ],
)
def test_ordered_day_by_example(text, order, day):
    assert ordered_day(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "message"),
    [
        ("13/13/2025", "dmy", "calendar"),
        ("03/25/2025", "dmy", "calendar"),
        ("29/02/2025", "dmy", "calendar"),
        ("05/03/75", "dmy", "four digits"),
        ("05/03/125", "dmy", "unclear"),
        ("05/03/0000", "dmy", "unclear"),
        ("05/03-2025", "dmy", "three numbers"),
        ("05/2025", "dmy", "three numbers"),
        ("March 2025", "dmy", "three numbers"),
        ("05/03/2025", "ymd", "order ymd"),
        ("05/03/2025", "dym", "no order"),
        ("05/03/2025 25:00", "dmy", "three numbers"),
        ("", "dmy", "blank"),
    ],
)
def test_ordered_day_refuses(text, order, message):
    with pytest.raises(ValueError, match=" — ") as caught:
        ordered_day(text, order)
    assert message in str(caught.value)


@given(st.text(max_size=60), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_ordered_day_never_crashes(text, order):
    try:
        assert date.fromisoformat(ordered_day(text, order))
    except ValueError as error:
        assert " — " in str(error)


@pytest.mark.parametrize(
    ("serial", "base1904", "day"),
    [
        (1, False, date(1900, 1, 1)),
        (59, False, date(1900, 2, 28)),
        (61, False, date(1900, 3, 1)),
        (36526, False, date(2000, 1, 1)),
        (45971, False, date(2025, 11, 10)),
        (45971.999, False, date(2025, 11, 10)),
        (2958465, False, date(9999, 12, 31)),
        (2958465.9, False, date(9999, 12, 31)),
        (0, True, date(1904, 1, 1)),
        (1, True, date(1904, 1, 2)),
        (44509, True, date(2025, 11, 10)),
    ],
)
def test_excel_day(serial, base1904, day):
    assert excel_day(serial, base1904) == day


@pytest.mark.parametrize("serial", [0, 0.5, -1, 60, 60.5, 2958466, 1e300, float("nan"), float("inf"), -float("inf")])
def test_excel_day_refuses(serial):
    with pytest.raises(ValueError, match=" — "):
        excel_day(serial)


@given(st.dates(date(1904, 1, 1)))
def test_the_two_systems_of_excel_are_1462_days_apart(day):
    serial = (day - date(1904, 1, 1)).days
    assert excel_day(serial, base1904=True) == excel_day(serial + 1462) == day


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        (0, date(1970, 1, 1)),
        (86399.99, date(1970, 1, 1)),
        (86400, date(1970, 1, 2)),
        (-0.5, date(1969, 12, 31)),
        (1736899200, date(2025, 1, 15)),
        (253402300799, date(9999, 12, 31)),
        (-62135596800, date(1, 1, 1)),
    ],
)
def test_unix_day(seconds, day):
    assert unix_day(seconds) == day


@pytest.mark.parametrize("seconds", [1736899200000, -(10**12), 1e300, float("nan"), float("inf")])
def test_unix_day_refuses(seconds):
    with pytest.raises(ValueError, match="milliseconds"):
        unix_day(seconds)
