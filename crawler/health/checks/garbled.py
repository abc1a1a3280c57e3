"""Text that was read in a wrong encoding."""

from __future__ import annotations

import re

#: UTF-8 read as Latin-1 or windows-1252 ("Ã©", "â€™"), and letters that could not be read at all.
_SIGNS = re.compile("[ÂÃÐÑØÙ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xff“”˜™œž¦]|\ufffd")
#: Signs that a text must hold: one may be quoted.
FEWEST = 4
#: Part of the letters between À and ÿ that no language has: another alphabet, read as Latin-1.
ACCENTED = 0.35


def is_garbled(text: str) -> bool:
    """Whether a text shows that its bytes were read in a wrong encoding; 4,000 characters are enough."""
    if text.isascii():
        return False
    if sum(1 for _, _ in zip(_SIGNS.finditer(text), range(FEWEST), strict=False)) == FEWEST:
        return True
    letters = [char for char in text if char.isalpha()]
    accented = sum("À" <= char <= "ÿ" for char in letters)
    return accented > ACCENTED * len(letters)
