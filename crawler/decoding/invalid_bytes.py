"""What stands for bytes that a character set has nothing for: an error handler of `bytes.decode`."""

from __future__ import annotations

import codecs

#: The name by which `bytes.decode` knows the handler.
HANDLER = "windows-1252-where-invalid"
_WINDOWS = [
    char if char != "\ufffd" else chr(byte)
    for byte, char in enumerate(bytes(range(256)).decode("cp1252", "replace"))
]
#: Sets of signs: a letter of windows-1252 is never meant there, but these bytes mean what they do in it.
_SIGN_SETS = frozenset({"gb18030", "cp932", "euc_jp", "cp949", "big5hkscs", "iso2022_jp"})
_MEANT = {0x80: "€", 0xA0: "\xa0"}


def read_invalid_bytes(error: UnicodeError) -> tuple[str, int]:
    """Return text for the bytes of an error, and where to go on: windows-1252, or U+FFFD among signs."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    if error.encoding in _SIGN_SETS:
        return "".join(_MEANT.get(byte, "\ufffd") for byte in bad[:1]), error.start + 1
    return "".join(_WINDOWS[byte] for byte in bad), error.end


codecs.register_error(HANDLER, read_invalid_bytes)
