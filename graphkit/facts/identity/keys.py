"""By what an entity may be found to be another's: its external ids, checked, and the keys of its names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graphkit.facts.identity.words import COMMON, PLACEHOLDERS, SHARED_HOSTS
from graphkit.facts.resolve import EntityRow
from graphkit.values.firms import LegalForms, bracketed, firm_key
from graphkit.values.identifiers import check_lei, check_qid, domain_of
from graphkit.values.names import name_key, slug

#: Types whose names have legal forms, and that legal ids stand for.
FIRMS = frozenset(("Firm", "Organization"))
#: Types whose name tells who is meant. Sites, people, places, markets and the like share names, so theirs join nothing.
BY_NAME = FIRMS | {"Material", "Vehicle", "Technology", "Product"}
#: Schemes that number firms alone; the id of a site's owner, put beside the site, says nothing of the site.
LEGAL = frozenset(("LEI", "ISIN", "DOMAIN", "DUNS"))
#: Schemes with digits to check, so that a typing error joins nothing.
CHECKED = frozenset(("LEI", "ISIN"))
#: Schemes of which one thing has one: two that differ are two things.
SINGLE = ("LEI", "QID")
_SAME_SCHEME = {
    "WIKIDATA": "QID", "WWW": "DOMAIN", "WEBSITE": "DOMAIN", "URL": "DOMAIN",
    # exchanges, as terminals and the codes of ISO 10383 call them
    "XSHE": "SZSE", "SHE": "SZSE", "SZ": "SZSE", "XSHG": "SSE", "SHA": "SSE", "SHSE": "SSE", "SH": "SSE",
    "XHKG": "HKEX", "HKG": "HKEX", "SEHK": "HKEX", "HK": "HKEX", "XTKS": "TSE", "TYO": "TSE", "JPX": "TSE",
    "XKRX": "KRX", "XKOS": "KOSDAQ", "XNYS": "NYSE", "XNAS": "NASDAQ", "XTAI": "TWSE", "TPE": "TWSE",
}  # fmt: skip
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_FORMULA = re.compile(r"[A-Za-z0-9.()\[\]+\-·]*\d[A-Za-z0-9.()\[\]+\-·]*")
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")
#: How a key belongs to an entity: its own name, one that another table says it has, one that only hints.
OWN, SAID, HINT = 0, 1, 2
_SHORT_ALIAS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """An entity with its keys.

    Attributes
    ----------
    keys
        Each key of a name with how it belongs to the entity: `OWN`, `SAID` or `HINT`.
    texts
        Each key with a name that has it, as written.
    inside
        Of a name with brackets that hold another name, the key outside and the keys inside.
    ids
        External ids as they are compared, `SCHEME:code`.
    """

    row: EntityRow
    keys: dict[str, int]
    texts: dict[str, str]
    inside: tuple[str, tuple[str, ...]]
    ids: tuple[str, ...]

    @property
    def id(self) -> str:
        """The entity's id."""
        return self.row.id


def known(row: EntityRow, forms: LegalForms) -> Known:
    """The entity with its keys; one that is generic or unnamed has none, for its name is no name of one thing."""
    ids = tuple(sorted({i for text in row.external_ids if (i := external(text)) and _fits(i, row.type)}))
    nameless = {"generic", "unnamed"} & set(row.flags)
    keys, texts, inside = ({}, {}, ("", ())) if nameless else _keys(row, key_of(row.type, forms))
    return Known(row, keys, texts, inside, ids)


def key_of(kind: str, forms: LegalForms) -> Callable[[str], str]:
    """How names of a type are compared."""
    if kind in FIRMS:
        return lambda text: firm_key(text, forms)
    return material_key if kind == "Material" else name_key


def material_key(text: str) -> str:
    """`name_key`, but of a formula, which has digits and no blank: the text itself, for its case and signs matter."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain if _FORMULA.fullmatch(plain) else name_key(text)


def external(text: str) -> str:
    """An external id as it is compared; blank if it cannot be right, or tells no one from another."""
    scheme, _, code = text.partition(":")
    scheme, code = scheme.upper(), code.strip()
    scheme = _SAME_SCHEME.get(scheme, scheme)
    if scheme == "DOMAIN":
        host = domain_of(code)
        return f"DOMAIN:{host}" if host and host not in SHARED_HOSTS else ""
    code = code.upper()
    if scheme == "HKEX" and code.isdecimal():
        code = code.lstrip("0").rjust(4, "0")  # 1211 and 01211 are one share
    good = {"LEI": check_lei, "QID": check_qid, "ISIN": _check_isin}.get(scheme)
    return f"{scheme}:{code}" if code and (good is None or good(code)) else ""


def wrong_ids(row: EntityRow) -> Iterator[str]:
    """External ids of the row whose form or check digits are wrong."""
    for text in row.external_ids:
        scheme = text.partition(":")[0].upper()
        if _SAME_SCHEME.get(scheme, scheme) in ("LEI", "QID", "ISIN") and not external(text):
            yield text


def wide(text: str) -> bool:
    """True for a text with Chinese, Japanese or Korean characters."""
    return bool(_WIDE.search(text))


def telling(key: str, kind: str) -> bool:
    """Whether a key tells one thing from others: not a number, a letter or common words only."""
    letters = "".join(ch for ch in key if ch.isalpha())
    if not letters:
        return False
    least = 2 if kind in FIRMS or wide(letters) else 3
    return len(letters) + sum(ch.isdigit() for ch in key) >= least and not all(word in COMMON for word in key.split())


def _fits(identifier: str, kind: str) -> bool:
    return kind in FIRMS or identifier.partition(":")[0] not in LEGAL


def _check_isin(code: str) -> bool:
    """The last digit of an ISIN by Luhn's rule over the digits, letters counting 10 to 35."""
    if not _ISIN.fullmatch(code):
        return False
    digits = "".join(str(int(ch, 36)) for ch in code)
    doubled = (int(ch) * (2 if at % 2 else 1) for at, ch in enumerate(reversed(digits)))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def owner(row: EntityRow) -> str:
    """Who says that this id is one thing: `curation`; a loader whose ids do not come from names; else nobody, blank."""
    if not row.foreign:
        return "curation"
    end = row.id.partition("/")[2]
    for text in (row.name, *row.aliases):
        try:
            if slug(text) == end:
                return ""
        except ValueError:
            continue
    return row.loader


def _keys(
    row: EntityRow, key: Callable[[str], str]
) -> tuple[dict[str, int], dict[str, str], tuple[str, tuple[str, ...]]]:
    own = key(row.name)
    keys, texts = {own: OWN}, {own: row.name}
    for text in row.native_names:
        found = key(text)
        keys[found] = OWN
        texts.setdefault(found, text)
    for text in row.aliases:
        found = key(text)
        keys[found] = min(keys.get(found, HINT), _standing(row, text, found, own))
        texts.setdefault(found, text)
    base, inner = bracketed(row.name) if row.type in FIRMS else (row.name, ())
    parts = {key(text): text for text in inner}
    inside = (key(base), tuple(sorted(filter(None, parts)))) if inner else ("", ())
    for found, text in {inside[0]: base, **parts}.items() if inside[1] else ():
        keys.setdefault(found, HINT)
        texts.setdefault(found, text)
    kept = {k: how if telling(k, row.type) else HINT for k, how in keys.items() if k and k not in PLACEHOLDERS}
    return kept, texts, inside


def _standing(row: EntityRow, text: str, key: str, own: str) -> int:
    """How an alias belongs to its entity.

    The curator's is its own. In other people's tables an alias that shares a word with the name is as often another
    firm of the group (LG Chem beside LG Energy Solution), and a short one may be anybody's.
    """
    if not row.foreign or (wide(text) and not wide(row.name)):
        return OWN
    if set(key.split()) & set(own.split()) or (key.isascii() and len(key) < _SHORT_ALIAS):
        return HINT
    return SAID
