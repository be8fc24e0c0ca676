"""Partial dates: what must hold of all of them, and what the page does not show."""

import calendar
import copy
import itertools
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.values import DateWords, PartialDate, day_bounds, format_date, parse_date

TABLE = tomllib.loads((Path(__file__).parents[2] / "schema/dates.toml").read_text("utf-8"))
WORDS = DateWords.from_table(TABLE)

years = st.integers(1800, 2199)
periods = st.one_of(
    years.map(str),
    st.builds("{}-H{}".format, years, st.integers(1, 2)),
    st.builds("Q{1} {0}".format, years, st.integers(1, 4)),
    st.builds("{}-{:02d}".format, years, st.integers(1, 12)),
)
days = st.dates(date(1800, 1, 1), date(2199, 12, 31)).map(str)
parts = st.builds(
    "{} {}".format, st.sampled_from(["early", "Mid", "late", "end of", "beginning of", "the end of"]), periods
)
plain = st.one_of(periods, days, parts)
points = st.one_of(
    plain, plain.map("around {}".format), plain.map("{}?".format), years.map(lambda y: f"{y}-{(y + 1) % 100:02d}")
)
leads = st.sampled_from(["by", "before", "after", "from", "since", "until", "on"])
forms = st.one_of(
    points,
    st.builds("{} {}".format, leads, points),
    plain.map("../{}".format),
    plain.map("{} / ..".format),
    st.builds("{}/{}".format, st.integers(1800, 1999), st.integers(2000, 2200)),
)


def read(text):
    return parse_date(text, WORDS)


def bounds(text):
    found = read(text)
    return found.earliest, found.latest


@given(forms)
def test_bounds_are_in_order_and_not_both_open(text):
    earliest, latest = bounds(text)
    assert earliest or latest
    assert earliest is None or latest is None or earliest <= latest


@given(points)
def test_leads_frame_the_bounds(text):
    first, last = bounds(text)
    one = timedelta(days=1)
    assert bounds(f"by {text}") == bounds(f"until {text}") == (None, last)
    assert bounds(f"from {text}") == bounds(f"since {text}") == (first, None)
    assert bounds(f"before {text}") == (None, first - one)
    assert bounds(f"after {text}") == (last + one, None)
    assert bounds(f"on {text}") == (first, last)


@given(forms)
def test_format_keeps_the_bounds_and_is_stable(text):
    found = read(text)
    again = read(format_date(found))
    assert (again.earliest, again.latest, again.form) == (found.earliest, found.latest, found.form)
    assert format_date(again) == format_date(found)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("  Q1  2026 ", "2026-Q1"),
        ("h2 2025", "2025-H2"),
        ("2025h1", "2025-H1"),
        ("MID-2027", "mid 2027"),
        ("By the End of 2026", "by end of 2026"),
        ("2025\N{EN DASH}26", "2025/2026"),
        ("2024 / ..", "2024/.."),
        ("\uff12\uff10\uff12\uff17", "2027"),
        ("on 2025-11-10", "2025-11-10"),
        ("2023 ?", "2023?"),
    ],
)
def test_format(text, printed):
    assert format_date(read(text)) == printed


def test_the_text_is_kept_as_written():
    assert read("  Mid-2027 ").text == "  Mid-2027 "


@given(years, st.integers(1, 12), st.integers(1, 31))
def test_days_of_the_calendar_and_no_others(year, month, day):
    text = f"{year}-{month:02d}-{day:02d}"
    if day <= calendar.monthrange(year, month)[1]:
        assert bounds(text) == (date(year, month, day), date(year, month, day))
    else:
        with pytest.raises(ValueError):
            read(text)


@given(years, st.integers(1, 12))
def test_nesting(year, month):
    quarter, half = (month + 2) // 3, (month + 5) // 6
    chain = [f"{year}-{month:02d}", f"{year}-Q{quarter}", f"{year}-H{half}", f"{year}"]
    for hedge in ("", "around "):
        for inner, outer in itertools.pairwise(chain):
            (first, last), (start, end) = bounds(hedge + inner), bounds(hedge + outer)
            assert start <= first <= last <= end


@given(periods)
def test_early_mid_late_tile_and_the_ends_lie_within(text):
    first, last = bounds(text)
    early, mid, late = (bounds(f"{word} {text}") for word in ("early", "mid", "late"))
    one = timedelta(days=1)
    assert (early[0], mid[0], late[0], late[1]) == (first, early[1] + one, mid[1] + one, last)
    beginning, end = bounds(f"beginning of {text}"), bounds(f"end of {text}")
    assert beginning[0] == first and beginning[1] <= early[1]
    assert end[1] == last and end[0] >= late[0]


@given(plain)
def test_around_and_a_question_mark_are_the_same_and_wider(text):
    first, last = bounds(text)
    wide = bounds(f"around {text}")
    assert wide == bounds(f"{text}?") == bounds(f"CIRCA {text}") == bounds(f"about {text}")
    assert wide[0] < first and last < wide[1]


@given(years, st.integers(0, 99))
def test_two_digits_behind_a_year(year, digits):
    text = f"{year}-{digits:02d}"
    if 1 <= digits <= 12:
        assert bounds(text)[0] == date(year, digits, 1)
        assert bounds(text)[1] + timedelta(days=1) == date(year + digits // 12, digits % 12 + 1, 1)
    elif digits == (year + 1) % 100:
        assert bounds(text) == (date(year, 1, 1), date(year + 1, 12, 31))
        assert read(text).form == "range"
    else:
        with pytest.raises(ValueError):
            read(text)


@given(st.one_of(st.text(max_size=600), st.text("0123456789-/?. QHqhbyearlymidof—", max_size=40)))
def test_any_text_parses_or_is_a_value_error(text):
    try:
        found = read(text)
    except ValueError as error:
        assert " — " in str(error)
    else:
        assert bounds(format_date(found)) == (found.earliest, found.latest)


@pytest.mark.timeout(30)  # a pattern that tries all ways would not come back
@pytest.mark.parametrize(
    "unit", ["1", "-", "/", " ", "by ", "early ", "2025-", "2025/", "?", "..", "a", "Q1 ", "\ufdfa"]
)
def test_long_texts_are_refused(unit):
    text = (unit * 500)[:500]
    with pytest.raises(ValueError):
        read(text)


def test_too_long():
    assert read("2027" + " " * 496).latest == date(2027, 12, 31)
    with pytest.raises(ValueError, match="501"):
        read("2027" + " " * 497)


@pytest.mark.parametrize(
    "text", ["1799", "2201", "1799-12-31", "2200-Q0", "2025-00", "2025-00-10", "0000", "9999", "", " "]
)
def test_out_of_bounds(text):
    with pytest.raises(ValueError):
        read(text)


def test_first_and_last_year():
    assert bounds("1800") == (date(1800, 1, 1), date(1800, 12, 31))
    assert bounds("after 2200") == (date(2201, 1, 1), None)
    assert bounds("around 1800")[0] == date(1799, 7, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2024/2025/2026",
        "2024/",
        "/2026",
        "around 2024/2026",
        "by 2024/2026",
        "by",
        "early",
        "by by 2026",
        "around around 2026",
        "around 2026?",
        "early 2025-26",
        "by2026",
        "2026by",
        "mid2026",
    ],
)
def test_refused(text):
    with pytest.raises(ValueError):
        read(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025", date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2025-11-10", date(2025, 11, 10)),
        ("by 2026-Q1", date(2026, 3, 31)),
    ],
)
def test_day_bounds(text, day):
    assert day_bounds(text, WORDS) == day


@pytest.mark.parametrize("text", ["from 2024", "2024/..", "after 2024", "today"])
def test_no_last_day(text):
    with pytest.raises(ValueError):
        day_bounds(text, WORDS)


def test_a_partial_date_cannot_be_made_the_wrong_way_round():
    with pytest.raises(ValueError):
        PartialDate("x", date(2026, 1, 1), date(2025, 1, 1), "range", None)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("parts", "year", "early"), [1, 3]),
        (("parts", "year", "mid"), [4, 8]),
        (("parts", "month", "late"), [21, 30]),
        (("parts", "month", "end"), [-31, -1]),
        (("parts", "half", "end"), "last"),
        (("phrases", "by"), ["on"]),
        (("phrases", "by"), "by"),
        (("phrases", "whenever"), ["whenever"]),
        (("years", "first"), 2300),
        (("years", "last"), "2200"),
        (("around", "day"), {"months": 1}),
        (("around", "year"), {"weeks": 1}),
        (("spreadsheet",), {}),
    ],
)
def test_a_faulty_table_is_refused(path, value):
    table = copy.deepcopy(TABLE)
    *front, last = path
    inner = table
    for key in front:
        inner = inner[key]
    inner[last] = value
    with pytest.raises(ValueError, match=" — "):
        DateWords.from_table(table)


def test_the_words_come_from_the_table():
    table = copy.deepcopy(TABLE)
    table["phrases"]["mid"] = ["amid"]
    table["around"]["day"] = {"days": 2}
    table["parts"]["month"]["end"] = [-3, -1]
    words = DateWords.from_table(table)
    assert parse_date("amid 2026", words).earliest == date(2026, 5, 1)
    assert parse_date("around 2026-01-10", words).latest == date(2026, 1, 12)
    assert parse_date("end of 2025-09", words).earliest == date(2025, 9, 28)
    with pytest.raises(ValueError):
        parse_date("mid 2026", words)
