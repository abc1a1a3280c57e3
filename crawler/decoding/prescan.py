"""What a document declares about its own character set: a `meta` of HTML, or the declaration of XML."""

from __future__ import annotations

import re

from crawler.decoding.labels import resolve_label

#: WHATWG looks for `meta charset` in the first 1,024 bytes; pages put scripts and comments before it.
PRESCAN_BYTES = 16_384
_SPACE = b"\t\n\x0c\r "
_XML = re.compile(
    rb"\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}[\"']([^\"'>]{1,40})[\"']", re.IGNORECASE
)
_CHARSET = re.compile(rb"charset\s{0,50}=\s{0,50}", re.IGNORECASE)
_OTHER = re.compile(rb"(?:charset|encoding)[\s=\"']{1,20}(?!utf-?8|[\s=\"'])", re.IGNORECASE)
_LANGUAGE = re.compile(rb"(?:\blang\s{0,5}=|<language>)\s{0,5}[\"']?([A-Za-z]{2})(?![A-Za-z])", re.IGNORECASE)


def names_other_charset(data: bytes) -> bool:
    """Tell whether any charset but UTF-8 is named near the beginning: a look that costs next to nothing."""
    return _OTHER.search(data[:PRESCAN_BYTES]) is not None


def prescan_language(data: bytes) -> str | None:
    """Return the language that a document states near its beginning ("pt"), in two letters."""
    found = _LANGUAGE.search(data[:PRESCAN_BYTES])
    return found.group(1).decode().lower() if found else None


def find_xml_declaration(data: bytes) -> str | None:
    """Return the codec that the XML declaration at the beginning of `data` names, or None."""
    found = _XML.match(data[:PRESCAN_BYTES])
    return _as_readable(found.group(1)) if found else None


def _as_readable(label: bytes) -> str | None:
    """Resolve a label that stands in a document read so far as ASCII, so that UTF-16 can't be meant."""
    name = resolve_label(label.decode("ascii", "ignore"))
    return "utf-8" if name and name.startswith(("utf-16", "utf-32")) else name


def prescan_meta(data: bytes) -> str | None:
    """Return the codec that `meta` names, found as WHATWG prescribes ("prescan a byte stream"), or None."""
    if declared := find_xml_declaration(data):
        return declared
    data = data[:PRESCAN_BYTES]
    at = data.find(b"<")
    while 0 <= at < len(data):
        if data.startswith(b"<!--", at):
            end = data.find(b"-->", at + 2)
            at = end + 3 if end >= 0 else len(data)
        elif data[at : at + 5].lower() == b"<meta" and data[at + 5 : at + 6] in _separators():
            encoding, at = _meta(data, at + 6)
            if encoding:
                return encoding
        elif re.match(rb"</?[A-Za-z]", data[at : at + 3]):
            at = _past_tag(data, at)
        elif data[at + 1 : at + 2] in (b"!", b"/", b"?"):
            end = data.find(b">", at)
            at = end + 1 if end >= 0 else len(data)
        else:
            at += 1
        at = data.find(b"<", at)
    return None


def _separators() -> tuple[bytes, ...]:
    return (*(bytes([space]) for space in _SPACE), b"/")


def _past_tag(data: bytes, at: int) -> int:
    while at < len(data) and data[at] not in _SPACE + b">":
        at += 1
    while (pair := _attribute(data, at)) is not None:
        at = pair[2]
    return at


def _meta(data: bytes, at: int) -> tuple[str | None, int]:
    """Read the attributes of a `meta` from `at`; return its encoding, if any, and where it ends."""
    seen: set[bytes] = set()
    pragma, needs_pragma, label = False, None, None
    while (pair := _attribute(data, at)) is not None:
        name, value, at = pair
        if name in seen:
            continue
        seen.add(name)
        if name == b"http-equiv":
            pragma = value == b"content-type"
        elif name == b"content" and label is None and (inner := _content_charset(value)):
            label, needs_pragma = inner, True
        elif name == b"charset":
            label, needs_pragma = value, False
    complete = at < len(data)
    if not complete or label is None or needs_pragma is None or (needs_pragma and not pragma):
        return None, at
    return _as_readable(label), at


def _content_charset(value: bytes) -> bytes | None:
    """Read `charset=...` out of the content attribute of a `meta http-equiv`."""
    found = _CHARSET.search(value)
    if not found:
        return None
    rest = value[found.end() :]
    if rest[:1] in (b'"', b"'"):
        end = rest.find(rest[:1], 1)
        return rest[1:end] if end > 0 else None
    return re.split(rb"[;\t\n\x0c\r ]", rest, maxsplit=1)[0] or None


def _attribute(data: bytes, at: int) -> tuple[bytes, bytes, int] | None:
    """Read one attribute from `at`: its name, its value (both in lower case) and the end; else None."""
    while at < len(data) and data[at] in _SPACE + b"/":
        at += 1
    if at >= len(data) or data[at] == 0x3E:
        return None
    start = at
    while at < len(data) and not (data[at] == 0x3D and at > start) and data[at] not in _SPACE + b"/>":
        at += 1
    name = data[start:at].lower()
    while at < len(data) and data[at] in _SPACE:
        at += 1
    if at >= len(data) or data[at] != 0x3D:
        return name, b"", at
    at += 1
    while at < len(data) and data[at] in _SPACE:
        at += 1
    if at < len(data) and data[at] in b"\"'":
        end = data.find(data[at : at + 1], at + 1)
        end = end if end >= 0 else len(data)
        return name, data[at + 1 : end].lower(), min(end + 1, len(data))
    start = at
    while at < len(data) and data[at] not in _SPACE + b">":
        at += 1
    return name, data[start:at].lower(), at
