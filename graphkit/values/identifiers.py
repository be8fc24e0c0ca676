"""Ids that show by themselves whether they may be right: LEI, Wikidata; and the domain of an address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["check_lei", "check_qid", "domain_of"]

_LEI = re.compile("[0-9A-Z]{18}[0-9]{2}")
_QID = re.compile("Q[1-9][0-9]{0,11}")
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*://|//")
_MAX_ADDRESS = 2000


def check_lei(text: str) -> bool:
    """Tell whether a text is a legal entity identifier with right check digits (ISO 17442: mod 97-10, remainder 1).

    Twenty capitals and digits, nothing around them; letters count 10 to 35.
    """
    return bool(_LEI.fullmatch(text)) and int("".join(str(int(ch, 36)) for ch in text)) % 97 == 1


def check_qid(text: str) -> bool:
    """Tell whether a text has the form of a Wikidata item, Q and a number; whether there is one, it cannot tell."""
    return bool(_QID.fullmatch(text))


def domain_of(url: str) -> str:
    """Return the host of a web address without `www.`, in lower case: `catl.com` of `https://www.CATL.com/en/`.

    The scheme may be missing. A name in other letters is given as it stands in the network (`xn--…`). A further part
    stays (`mobility.siemens.com` is not `siemens.com`): what of a host can be registered is told by a public list only,
    and firms of one group share it. Blank for what is no address of a named host: an IP number, a mailbox, a word.
    """
    text = url.strip()
    if len(text) > _MAX_ADDRESS or ("@" in text and "://" not in text):
        return ""
    try:
        host = urlsplit(text if _SCHEME.match(text) else f"//{text}").hostname or ""
        host = host.rstrip(".")
        if not host.isascii():
            host = host[:254].encode("idna").decode("ascii")
    except ValueError:
        return ""
    host = host.lower()
    if not _HOST.fullmatch(host):
        return ""
    bare = re.sub(r"^www[0-9]?\.", "", host)
    return bare if "." in bare else host
