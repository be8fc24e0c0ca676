"""Ids that can be checked, and the domain of an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.values import check_lei, check_qid, domain_of


# Both are published examples of ISO 17442: Deutsche Bank AG and Apple Inc.
@pytest.mark.parametrize("text", ["7LTWFZYICNSX8D621K86", "HWUPKR0MPOU8FGXBT394"])
def test_right_leis(text):
    assert check_lei(text)


@pytest.mark.parametrize(
    "text",
    [
        "7LTWFZYICNSX8D621K87",
        "7LTWFZYICNSX8D621K68",
        "L7TWFZYICNSX8D621K86",
        "7ltwfzyicnsx8d621k86",
        " 7LTWFZYICNSX8D621K86",
        "7LTWFZYICNSX8D621K8",
        "7LTWFZYICNSX8D621K866",
        "７LTWFZYICNSX8D621K86",
        "7LTWFZYICNSX8D621K٨٦",
        "",
        "N/A",
    ],
)
def test_wrong_leis(text):
    assert not check_lei(text)


@given(st.text(max_size=30))
def test_the_checks_never_crash(text):
    assert check_lei(text) in (True, False)
    assert check_qid(text) in (True, False)


@given(st.integers(0, 19), st.data())
def test_one_wrong_character_of_an_lei_is_seen(at, data):
    right = "7LTWFZYICNSX8D621K86"
    alike = "0123456789" if right[at].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    wrong = right[:at] + data.draw(st.sampled_from(alike)) + right[at + 1 :]
    assert check_lei(wrong) == (wrong == right)


@pytest.mark.parametrize(
    ("text", "right"), [("Q42", True), ("Q1", True), ("Q0", False), ("Q042", False), ("q42", False)]
)
def test_check_qid(text, right):
    assert check_qid(text) is right
    assert not check_qid(f"{text} ")


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.CATL.com/en/", "catl.com"),
        ("http://catl.com", "catl.com"),
        ("www.catl.com", "catl.com"),
        ("catl.com/about?x=1#y", "catl.com"),
        ("www2.basf.de", "basf.de"),
        ("//catl.com:8080/", "catl.com"),
        ("https://user:secret@www.catl.com.:443/", "catl.com"),
        ("mobility.siemens.com", "mobility.siemens.com"),
        ("https://www.toyota.co.jp", "toyota.co.jp"),
        ("https://www.münchen.de", "xn--mnchen-3ya.de"),
        ("https://BÜCHER.中国", "xn--bcher-kva.xn--fiqs8s"),
        ("  https://catl.com  ", "catl.com"),
        ("www.com", "www.com"),
        ("info@catl.com", ""),
        ("10.0.0.1", ""),
        ("http://[::1]/", ""),
        ("http://[bad", ""),
        ("localhost", ""),
        ("CATL", ""),
        ("n/a", ""),
        ("-", ""),
        ("", ""),
        ("http://", ""),
        ("http://-catl.com", ""),
        ("x" * 3000 + ".com", ""),
        (("a" * 60 + ".") * 5 + "com", ""),
    ],
)
def test_domain_of(url, domain):
    assert domain_of(url) == domain


@given(st.one_of(st.text(max_size=80), st.text("abü.:/@[]%#?www中", max_size=60).map("http://{}".format)))
def test_domain_of_never_crashes_and_is_stable(text):
    found = domain_of(text)
    assert domain_of(found) == found
