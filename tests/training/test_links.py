"""What is taken for a web address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.links import web_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://hop.example.vn/abc", "https://hop.example.vn/abc"),
        ("phòng mới: meet.example.vn/bao-so-3, mật khẩu 123", "https://meet.example.vn/bao-so-3"),
        ("<http://hop.example.vn:8443/a?b=c#d>", "http://hop.example.vn:8443/a?b=c#d"),
        ("HTTPS://Hop.Example.vn", "HTTPS://Hop.Example.vn"),
        ("lúc 7.30 tại zoom.example.vn/j/9", "https://zoom.example.vn/j/9"),
        ("javascript:alert(1).x", None),
        ("ftp://hop.example.vn", None),
        ("https://user:secret@hop.example.vn", None),
        ("https://hop.example.vn:99999/", None),
        ("https://[::1", None),
        ("https://127.0.0.1/", None),
        ("hop cua em", None),
        ("v.v.", None),
        ("", None),
    ],
)
def test_a_web_address_is_found_among_words(text: str, address: str | None) -> None:
    assert web_address(text) == address


@given(st.text(max_size=200))
def test_no_words_break_it(text: str) -> None:
    found = web_address(text)
    assert found is None or found.split(":")[0].lower() in ("http", "https")
