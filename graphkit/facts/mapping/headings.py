"""Headings that are obvious words, in several languages: what a column is, and the unit that may stand behind it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from graphkit.facts.mapping.metrics import unit_in
from graphkit.model import Model

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


#: Words whose headings may end in a unit: `Share (%)`, `Capacity, GWh`, `Volume t/a`.
_FIGURES = ("share", "volume", "capacity")
_WITH_UNIT = re.compile(r"(.+?)\s*(?:[(\[（]\s*([^()\[\]（）]+?)\s*[)\]）]|(?:,|\bin\b|\s)\s*(\S+))")


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
    return found[1], unit if unit_in(f"1 {unit}", model) else ""


def _plain(text: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch not in " _-.")


_FORMS = {_plain(form): word for word, texts in WORDS.items() for form in texts}
