"""Digests of WARC records: `sha1:` and base32, as nearly all tools write them, and their variants."""

from __future__ import annotations

import base64
import binascii
import hashlib

_KNOWN = ("md5", "sha1", "sha256", "sha384", "sha512")


def label_digest(data: bytes) -> str:
    """Return the labelled digest of `data`, `sha1:` and 32 characters of base32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")


def digest_holds(stated: str | None, data: bytes) -> bool:
    """Whether a stated digest is that of `data`; True where none is stated or it cannot be checked.

    The value may be base32, base16 or base64: all three are found in archives.
    """
    label, _, value = (stated or "").strip().partition(":")
    algorithm = label.lower().replace("-", "")
    if algorithm not in _KNOWN or not value:
        return True
    computed = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    forms = (base64.b32encode, base64.b64encode, base64.urlsafe_b64encode)
    plain = value.rstrip("=")
    return (
        any(form(computed).decode("ascii").rstrip("=") in (plain, plain.upper()) for form in forms)
        or binascii.hexlify(computed).decode("ascii") == plain.lower()
    )
