"""Digests hold in every notation that archives use, and only for the bytes they were made of."""

from __future__ import annotations

import base64
import hashlib

import pytest

from crawler.warc.digests import digest_holds, label_digest

DATA = b"block of a record"
SHA1 = hashlib.sha1(DATA).digest()


@pytest.mark.parametrize(
    "stated",
    [
        label_digest(DATA),
        label_digest(DATA).lower(),
        "sha1:" + SHA1.hex(),
        "SHA-1:" + SHA1.hex().upper(),
        "sha1:" + base64.b64encode(SHA1).decode(),
        "sha256:" + hashlib.sha256(DATA).hexdigest(),
        "sha256:" + base64.b32encode(hashlib.sha256(DATA).digest()).decode().rstrip("="),
        "md5:" + hashlib.md5(DATA).hexdigest(),
    ],
)
def test_a_digest_holds_for_its_bytes_alone(stated: str) -> None:
    assert digest_holds(stated, DATA)
    assert not digest_holds(stated, DATA + b"!")


@pytest.mark.parametrize("stated", [None, "", "sha1:", "blake9:abc", "nonsense"])
def test_what_cannot_be_checked_is_believed(stated: str | None) -> None:
    assert digest_holds(stated, DATA)
