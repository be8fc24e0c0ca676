"""Tables whose headings are the obvious words: rules made from them, for a table that has none of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from graphkit.facts.formats import Nested, open_table
from graphkit.facts.mapping.files import Found, shape_of
from graphkit.facts.mapping.language import ClaimRule, ColumnSpec, EntityRule, TableSpec
from graphkit.facts.mapping.profile import ROWS, UNKNOWN
from graphkit.facts.mapping.questions import step
from graphkit.facts.mapping.rules import RuleError
from graphkit.model import Model
from graphkit.values import parse_quantity

#: What a capacity can be of: its unit tells.
_CAPACITIES = ["capacity", "material_capacity", "area_capacity", "unit_capacity"]
#: Headings by what they mean; compared without case, blanks, _ and -.
WORDS: Mapping[str, tuple[str, ...]] = {
    "supplier": ("supplier", "supplier name", "vendor", "seller", "供应商", "供货商", "サプライヤー", "공급업체"),
    "buyer": ("buyer", "buyer name", "customer", "client", "purchaser", "采购商", "客户", "买方", "顧客", "고객"),
    "item": ("item", "product", "material", "component", "part", "goods", "产品", "材料", "部件", "品目", "품목"),
    "firm": (
        "company",
        "company name",
        "firm",
        "manufacturer",
        "maker",
        "organisation",
        "organization",
        "公司",
        "企业",
        "厂商",
        "会社",
        "企業",
        "회사",
    ),
    "site": ("site", "plant", "factory", "facility", "plant name", "工厂", "基地", "工場", "공장"),
    "country": ("country", "country code", "国家", "国", "국가"),
    "share": ("share", "supply share", "share of supply", "percentage", "占比", "份额", "比率", "점유율"),
    "volume": ("volume", "annual volume", "supply volume", "quantity", "采购量", "供应量", "供货量", "数量", "수량"),
    "since": ("since", "start", "start date", "from date", "valid from", "起始", "开始", "開始", "시작"),
    "capacity": ("capacity", "annual capacity", "产能", "生産能力", "생산능력"),
    "unit": ("unit", "capacity unit", "units", "单位", "単位", "단위"),
    "lei": ("lei",),
    "qid": ("qid", "wikidata", "wikidata id"),
    "source": ("source", "source id", "reference", "来源", "出典", "출처"),
    "note": ("note", "notes", "remark", "remarks", "comment", "备注", "備考", "비고"),
}


#: Cells of such tables that say nothing. "na" may be sodium, and stays.
_UNSAID = tuple(word for word in UNKNOWN if word not in ("", "na", "none", "null"))
#: Words whose headings may end in a unit: `Share (%)`, `Capacity, GWh`, `Volume t/a`.
_FIGURES = ("share", "volume", "capacity")
_WITH_UNIT = re.compile(r"(.+?)\s*(?:[(\[（]\s*([^()\[\]（）]+?)\s*[)\]）]|(?:,|\bin\b|\s)\s*(\S+))")


def with_obvious_rules(spec: TableSpec, found: Found, model: Model) -> tuple[TableSpec, str]:
    """The table itself if it has rules; else with those that its headings suggest, and what these are taken for.

    Raises
    ------
    RuleError
        If no heading says what the rows are about.
    """
    if not spec.claims_nothing:
        return spec, ""
    with open_table(found.path, found.shown, shape_of(spec)) as sheet:
        columns = _keys(islice(sheet, ROWS)) if sheet.nested else list(sheet.columns)
    meant = meanings(columns, model)
    entities, claims = rules_of(meant, model)
    if not claims:
        hint = "write [[table.entity]] and [[table.claim]]; graphkit loader new drafts them"
        raise RuleError((), f"{found.shown} has no rules, and its headings do not say what its rows are", hint)
    key = spec.key or tuple(meant[w] for w in ("supplier", "buyer", "item", "firm", "site") if w in meant)
    given = {heading: ColumnSpec(unit=unit) for heading, unit in units_of(meant, model).items()}
    column = {**given, **spec.column}
    types = {entity.as_: f" (a {entity.type})" for entity in entities}
    told = ", ".join(f"{heading!r} as {word}{types.get(word, '')}" for word, heading in meant.items())
    update = {"entity": tuple(entities), "claim": tuple(claims), "key": key, "column": column}
    update["unknown"] = spec.unknown or _UNSAID
    words = f"it has no rules, and is read by its headings: {told}"
    return spec.model_copy(update=update), f"{words}; {', '.join(_UNSAID)} are taken for not known"


def _keys(rows: Iterable[tuple[int, object]]) -> list[str]:
    """What stands for the headings of nested rows: their keys, as paths."""
    values = (row.value for _, row in rows if isinstance(row, Nested))
    keys = dict.fromkeys(str(key) for value in values if isinstance(value, dict) for key in value)
    return [key if not set(key) & set('.[]"*@/') else step(key) for key in keys]  # blanks need no quotes


def rules_of(meant: Mapping[str, str], model: Model) -> tuple[list[EntityRule], list[ClaimRule]]:
    """The entities and claims that headings suggest, by their meanings."""
    return list(_entities(meant)), list(_claims(meant, units_of(meant, model)))


def meanings(headings: Sequence[str], model: Model) -> dict[str, str]:
    """What headings mean: a word of `WORDS` to the first heading that is one of its forms, of a figure perhaps with a
    unit behind it: `Capacity (GWh)`."""
    out: dict[str, str] = {}
    for heading in headings:
        word = _FORMS.get(_plain(heading))
        if not word:
            name, unit = _parted(heading, model)
            word = found if unit and (found := _FORMS.get(_plain(name))) in _FIGURES else None
        if word:
            out.setdefault(word, heading)
    return out


def units_of(meant: Mapping[str, str], model: Model) -> dict[str, str]:
    """The units that stand in headings, by heading."""
    told = {heading: _parted(heading, model)[1] for word, heading in meant.items() if word in _FIGURES}
    return {heading: unit for heading, unit in told.items() if unit and _plain(heading) not in _FORMS}


def _parted(heading: str, model: Model) -> tuple[str, str]:
    """What stands before a unit at the end of a heading, and the unit; blank if there is none."""
    found = _WITH_UNIT.fullmatch(heading.strip())
    if found is None:
        return heading, ""
    unit = found[2] or found[3]
    try:
        return found[1], unit if parse_quantity(f"1 {unit}", model.numbers, model.units).unit else ""
    except ValueError:
        return heading, ""


def _plain(text: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch not in " _-.")


_FORMS = {_plain(form): word for word, texts in WORDS.items() for form in texts}


def _entities(meant: Mapping[str, str]) -> list[EntityRule]:
    out = []
    types = {"supplier": "Firm", "buyer": "Firm", "firm": "Firm", "item": "Material", "site": "Site"}
    for word, kind in types.items():
        if word not in meant:
            continue
        external = (
            [f"{name.upper()}:{{{meant[name]}}}" for name in ("lei", "qid") if name in meant] if word == "firm" else []
        )
        out.append(
            EntityRule.model_validate(
                {"as": word, "type": kind, "name": f"{{{meant[word]}}}", "external_ids": external}
            )
        )
    return out


def _claims(meant: Mapping[str, str], units: Mapping[str, str]) -> list[ClaimRule]:
    out: list[dict[str, object]] = []
    when = {"when": f"from {{{meant['since']}}}"} if "since" in meant else {}
    note = {"note": told} if (told := _note(meant)) else {}
    if "supplier" in meant and "buyer" in meant:
        qualifiers = {"item": "@item"} if "item" in meant else {}
        if "share" in meant:
            qualifiers["share"] = f"{{{meant['share']}}}"
        if "volume" in meant:
            qualifiers["volume"] = _amount("volume", meant if "capacity" not in meant else {**meant, "unit": ""}, units)
        out.append(
            {
                "subject": "@supplier",
                "predicate": "SUPPLIES",
                "value": "@buyer",
                "qualifiers": qualifiers,
                **when,
                **note,
            }
        )
    if "firm" in meant and "site" in meant:
        out.append({"subject": "@firm", "predicate": "OPERATES", "value": "@site", **when, **note})
    if "firm" in meant and "item" in meant and "supplier" not in meant:
        out.append({"subject": "@firm", "predicate": "PRODUCES", "value": "@item", **when, **note})
    holder = "site" if "site" in meant else "firm" if "firm" in meant else "supplier"
    if "country" in meant and holder in meant:
        rule = {"subject": f"@{holder}", "predicate": "country", "value": f"{{{meant['country']}}}"}
        whose = {"basis": "inferred", "note": "whose country it is, the table does not say"} if "buyer" in meant else {}
        out.append({**rule, **whose})
    if "capacity" in meant and holder in meant:
        out.append({"subject": f"@{holder}", "predicate": _CAPACITIES, "value": _amount("capacity", meant, units)})
    return [ClaimRule.model_validate(rule) for rule in out]


def _amount(word: str, meant: Mapping[str, str], units: Mapping[str, str]) -> str:
    """A template of a figure, with the column of units unless its own heading has one."""
    apart = meant.get("unit") if meant[word] not in units else None
    return f"{{{meant[word]}}} {{{apart}}}" if apart else f"{{{meant[word]}}}"


def _note(meant: Mapping[str, str]) -> str:
    """A template of the note: what the table says of the row, and of where it has it from."""
    if "source" not in meant:
        return f"{{{meant['note']}}}" if "note" in meant else ""
    return f"{{{meant['note']}?}} {{{meant['source']}?}}" if "note" in meant else f"source: {{{meant['source']}}}"
