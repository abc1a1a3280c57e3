"""Bytes to text: UTF-8 where it holds, else what is declared, else what fits; nothing is lost.

The order differs from WHATWG's in one point: bytes that are valid UTF-8 are UTF-8 whatever a
header or `meta` says, because servers that declare Latin-1 for UTF-8 pages are common and text in
another encoding is almost never valid UTF-8 by chance. Text that was encoded to UTF-8 twice ("â€™" for
"’") is turned back where that is sure.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes
from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

#: WHATWG looks for `meta charset` in the first 1,024 bytes; pages put scripts and comments before it.
PRESCAN_BYTES = 16_384
_GUESS_BYTES = 16_384
#: Fewer bytes beyond ASCII than this say nothing about the encoding.
_GUESS_FROM = 20
_SPACE = b"\t\n\x0c\r "
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}[\"']([^\"'>]{1,40})[\"']")
_CHARSET = re.compile(rb"charset\s{0,50}=\s{0,50}", re.IGNORECASE)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_HANDLER = "windows-1252-where-invalid"
#: Bytes 0x80 to 0x9F as Latin-1 reads them (control characters, in no text) and as windows-1252 does.
_LATIN = "\x80-\x9f"
_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LATER = f"[{_LATIN}\xa0-\xbf{_WINDOWS}]"
_TWICE = re.compile(f"[\xc2-\xdf]{_LATER}|[\xe0-\xef]{_LATER}{{2}}|[\xf0-\xf4]{_LATER}{{3}}")
#: What shows that it happened: a control character in such a place, or the quotation marks and dashes
#: (U+2013 to U+2026) that nearly every text holds.
_ENCODED_TWICE = re.compile(f"[\xc2-\xef](?:[\xa0-\xbf]?[{_LATIN}]|(?<=â)€[“”˜™œž¦•])")
#: Letters of which a text that was encoded twice holds one, whatever its script.
_TWICE_LETTERS = "âÂÃãÐÑØÙÎÏ×à"
#: Marks of it that a page needs: one may be quoted by an article about it.
_FEWEST_MARKS = 3


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Error handler of `bytes.decode`: read the invalid bytes as windows-1252, C1 where undefined."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_windows_character(byte) for byte in bad), error.end


def _windows_character(byte: int) -> str:
    try:
        return bytes([byte]).decode("windows-1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error(_HANDLER, _as_windows)


def decode_page(data: bytes, *, content_type: str | None = None) -> tuple[str, str]:
    """Return the text of `data` and the name of the encoding it was read in; never raises."""
    mark, length = _bom(data)
    if mark:
        return data[length:].decode(mark, _HANDLER), mark
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        declared = declared_encoding(data, content_type=content_type)
        encoding = "utf-8" if _is_nearly_utf8(data) else declared or _guessed(data)
    return data.decode(encoding, _HANDLER), encoding


def _is_nearly_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 with a few damaged ones, as where a text is cut or a quote was pasted."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return bad * 20 < sum(len(run) for run in _BEYOND_ASCII.findall(text)) - bad


def declared_encoding(data: bytes, *, content_type: str | None = None) -> str | None:
    """Return the encoding that BOM, `Content-Type` header or `meta` declare, as a Python codec."""
    mark, _ = _bom(data)
    return mark or _known(http_content_type_encoding(content_type)) or prescan_meta(data[:PRESCAN_BYTES])


def _bom(data: bytes) -> tuple[str | None, int]:
    encoding, mark = read_bom(data)
    return (encoding, len(mark)) if encoding and mark else (None, 0)


def _guessed(data: bytes) -> str:
    """Guess an encoding that nothing declares from the first bytes; windows-1252 where unsure."""
    sample = data[:_GUESS_BYTES]
    if sum(byte > 0x7F for byte in sample) < _GUESS_FROM:
        return "windows-1252"
    best = from_bytes(sample).best()
    return _known(best.encoding if best else None) or "windows-1252"


def _known(label: str | None) -> str | None:
    """Resolve a label to a codec that decodes text, as browsers do (`gb2312` is read as gb18030)."""
    name = resolve_encoding(label.strip()) if label else None
    if not name or name in ("utf-7", "cesu-8"):
        return None
    try:
        b"".decode(name)
    except LookupError:
        return None
    return "utf-8" if name.startswith("utf-16") else name


def prescan_meta(data: bytes) -> str | None:
    """Find the encoding in `meta` as WHATWG prescribes ("prescan a byte stream"), or None."""
    if found := _XML.match(data):
        return _known(found.group(1).decode("ascii", "ignore"))
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
    return _known(label.decode("ascii", "ignore")), at


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


def is_encoded_twice(text: str) -> bool:
    """Tell whether parts of a text were encoded to UTF-8 twice."""
    if text.isascii() or not any(letter in text for letter in _TWICE_LETTERS):
        return False
    return (
        sum(1 for _, _ in zip(_ENCODED_TWICE.finditer(text), range(_FEWEST_MARKS), strict=False))
        == _FEWEST_MARKS
    )


def mend_mojibake(text: str) -> str:
    """Return `text` with the parts decoded that were encoded twice; what can't be decoded stays as it is."""
    return _TWICE.sub(_decoded_once, text)


def _decoded_once(found: re.Match[str]) -> str:
    data = bytes(byte for char in found[0] for byte in _single_bytes(char))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _single_bytes(char: str) -> bytes:
    return char.encode("latin-1") if char <= "\xff" else char.encode("windows-1252")
