"""Dates as other people's tables write them."""

import copy
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.values import DateWords, format_date, parse_date

TABLE = tomllib.loads((Path(__file__).parents[2] / "schema/dates.toml").read_text("utf-8"))
WORDS = DateWords.from_table(TABLE)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
days = st.dates(date(1800, 1, 1), date(2200, 12, 31))


def read(text):
    return parse_date(text, WORDS)


def bounds(text):
    found = read(text)
    return found.earliest, found.latest


def spelled(day):
    """A day in the forms that name one day, whatever the order of a column."""
    month = MONTHS[day.month - 1]
    y, m, d = f"{day.year}", day.month, day.day
    return [
        f"{d} {month} {y}",
        f"{d} {month[:3]} {y}",
        f"{d:02d}-{month[:3].upper()}-{y}",
        f"{month} {d}, {y}",
        f"{month[:3]}. {d} {y}",
        f"{y} {month} {d}",
        f"{y}/{m:02d}/{d:02d}",
        f"{y}/{m}/{d}",
        f"{y}.{m:02d}.{d:02d}",
        f"{y}-{m}-{d}",
        f"{y}{m:02d}{d:02d}",
        f"{y}年{m}月{d}日",
        f"{y}年 {m}月 {d}号",
        f"{y}년 {m}월 {d}일",
        f"{day}T00:00:00Z",
        f"{day} 23:59:59.999",
        f"{day}T12:30+08:00",
        f"{y}/{m}/{d} 0:00",
    ]


@given(days)
def test_a_day_in_every_form(day):
    for text in spelled(day):
        found = read(text)
        assert (found.earliest, found.latest, found.form, found.word) == (day, day, "on", None), text
        assert format_date(found) == str(day)
        assert found.text == text


@given(days, st.sampled_from(["by", "before", "after", "from", "until", "on", "around"]))
def test_leads_before_every_form(day, lead):
    wanted = read(f"{lead} {day}")
    for text in spelled(day):
        found = read(f"{lead} {text}")
        assert (found.earliest, found.latest, found.form) == (wanted.earliest, wanted.latest, wanted.form), text
        assert format_date(found) == format_date(wanted)


@given(st.integers(1800, 2200), st.integers(1, 12), st.sampled_from(["", "early ", "mid-", "end of ", "by "]))
def test_a_month_in_every_form(year, month, front):
    wanted = read(f"{front}{year}-{month:02d}")
    name = MONTHS[month - 1]
    forms = (f"{name} {year}", f"{name[:3]}-{year}", f"{name.upper()}, {year}", f"{month}/{year}", f"{year}年{month}月")
    for text in forms:
        found = read(f"{front}{text}")
        assert (found.earliest, found.latest, found.word) == (wanted.earliest, wanted.latest, wanted.word), text


@given(st.integers(2000, 2049), st.integers(1, 4), st.integers(1, 2))
def test_quarters_and_halves_in_every_form(year, quarter, half):
    short = f"{year % 100:02d}"
    q, h = quarter, half
    forms = (
        f"{q}Q{short}",
        f"{q}Q {year}",
        f"Q{q}/{year}",
        f"{year}Q{q}",
        f"Q{q}'{short}",
        f"Q{q}-{short}",
        f"{year} {q}Q",
    )
    for text in (*forms, f"Q{q}{year}", f"{year}/Q{q}", f"{year}年第{q}季度", f"{year}년 {q}분기"):
        assert bounds(text) == bounds(f"{year}-Q{q}"), text
    for text in (f"{h}H{short}", f"{h}H {year}", f"H{h}/{year}", f"{year}H{h}", f"{year}年{'上下'[h - 1]}半年"):
        assert bounds(text) == bounds(f"{year}-H{h}"), text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("3Q25", "2025-Q3"),
        ("By End-March 2025", "by end 2025-03"),
        ("March 2025 / May 2025", "2025-03/2025-05"),
        ("2025年3月5日/2025年3月9日", "2025-03-05/2025-03-09"),
        ("2025-3-5/2025-3-9", "2025-03-05/2025-03-09"),
        ("the 5th of March 2025", "2025-03-05"),
        ("first half of 2025", "2025-H1"),
        ("2025年底", "end of 2025"),
        ("2025年左右", "around 2025"),
        ("5 March 2025?", "2025-03-05?"),
        ("Nov ’25", "2025-11"),
        ("2025年三月", "2025-03"),
        ("二〇三〇年", "2030"),
        ("2025年十二月三十一日", "2025-12-31"),
        ("2025年十月十日", "2025-10-10"),
    ],
)
def test_format(text, printed):
    assert format_date(read(text)) == printed
    assert bounds(printed) == bounds(text)


def test_a_plain_form_is_not_rewritten():
    assert read("2025-11-10").rewritten is None
    assert read("10 Nov 2025").rewritten == "2025-11-10"


@pytest.mark.parametrize(
    "text", ["2023?", "~2023", "c. 2023", "ca. 2023", "CA 2023", "approx. 2023", "大约2023年", "2023年左右"]
)
def test_a_guess_tells_that_it_is_one(text):
    found = read(text)
    assert (found.earliest, found.latest, found.form) == (date(2022, 7, 1), date(2024, 6, 30), "on")
    assert found.word


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FY2023", "fiscal year begins"),
        ("fy 23/24", "fiscal year begins"),
        ("Q3 FY25", "fiscal year begins"),
        ("fiscal 2025", "fiscal year begins"),
        ("2025年度", "fiscal year begins"),
        ("Spring 2025", "hemisphere"),
        ("fall of 2025", "hemisphere"),
        ("2025年夏季", "hemisphere"),
        ("十四五", "five-year plan"),
        ("the 2020s", "decade"),
        ("05/03/2025", "order of its parts"),
        ("5.3.2025", "order of its parts"),
        ("05-03-2025", "order of its parts"),
        ("13/03/2025", "order of its parts"),
        ("05/03/25 00:00", "order of its parts"),
        ("Mar-25", "lost a part"),
        ("Q3'60", "1960 or 2060"),
        ("3Q99", "1999 or 2099"),
        ("31 February 2025", "no day 31"),
        ("0 March 2025", "no day 00"),
        ("20250230", "no day 30"),
        ("2025年13月", "no month"),
        ("2025年3月32日", "no day 32"),
        ("5Q25", "Q1 to Q4"),
        ("3H25", "H1 or H2"),
        ("March 1750", "1800"),
        ("March", "names a month"),
        ("March-May 2025", "names a month"),
        ("2025-03-05T24:61", "time of day"),
        ("12345678", "1800"),
        ("三月五日", " — "),
        ("2025年1-6月", " — "),
        ("5/7 March 2025", " — "),
        ("March 2025 May 2025", " — "),
        ("2025/03/05/2025/03/07", " — "),
        ("2025-03-05-2025-03-07", " — "),
        ("May 5 2025 6", " — "),
        ("by by March 2025", " — "),
    ],
)
def test_refused(text, message):
    with pytest.raises(ValueError, match=" — ") as caught:
        read(text)
    assert message in str(caught.value)


@given(st.text("0123456789-/.'? 年月日季度上下半初底一二三十QHqhfirstmarchdecyofTZ:,~", max_size=30))
def test_any_text_of_these_parses_or_is_a_value_error(text):
    try:
        found = read(text)
    except ValueError as error:
        assert " — " in str(error)
    else:
        printed = format_date(found)
        assert bounds(printed) == (found.earliest, found.latest)
        assert format_date(read(printed)) == printed


@pytest.mark.timeout(30)  # a pattern that tries all ways would not come back
@pytest.mark.parametrize(
    "unit", ["十", "年", "2025年", "march ", "5 march ", "q3 ", "2025.", "2025/3/", "二〇", "1q", "t00:"]
)
def test_long_texts_are_done_with(unit):
    with pytest.raises(ValueError):
        read((unit * 500)[:500])


def test_the_new_sections_need_not_be_there():
    new = ("months", "periods", "characters", "short_years", "refused")
    words = DateWords.from_table({key: part for key, part in TABLE.items() if key not in new})
    assert parse_date("2025-Q1", words).earliest == date(2025, 1, 1)
    for text in ("March 2025", "2025年3月", "first half of 2025", "spring 2025"):
        with pytest.raises(ValueError):
            parse_date(text, words)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("months", "13"), ["tridecember"]),
        (("months", "2"), ["march"]),
        (("months", "2"), "february"),
        (("periods", "Q5"), ["fifth quarter"]),
        (("characters", "digits"), ["一"]),
        (("characters", "ten"), "十十"),
        (("characters", "year"), "年"),
        (("short_years", "first"), "2000"),
        (("refused", "season"), {"words": ["spring"], "why": "", "write": "x"}),
        (("refused", "season"), "spring"),
    ],
)
def test_a_faulty_table_is_refused(path, value):
    table = copy.deepcopy(TABLE)
    table[path[0]][path[1]] = value
    with pytest.raises(ValueError, match=" — "):
        DateWords.from_table(table)
