"""A character set is guessed where enough bytes tell of it, and the guess costs the same for any length."""

import pytest

from crawler.decoding import guess
from crawler.decoding.guess import guess_charset

RUSSIAN = "Порт закрыли на три недели, потому что водолазы чинят внешнюю стену гавани после зимних бурь. " * 3


@pytest.mark.parametrize("charset", ["windows-1251", "utf-8"])
def test_the_codec_that_reads_it_is_found(charset: str) -> None:
    guessed = guess_charset(RUSSIAN.encode(charset))
    assert guessed is not None
    assert RUSSIAN.encode(charset).decode(guessed) == RUSSIAN


@pytest.mark.parametrize(
    "data", [b"", b"plain " * 4000, b"plain \xe9" * 19], ids=["none", "ASCII", "too few"]
)
def test_too_few_bytes_beyond_ascii_say_nothing(data: bytes) -> None:
    assert guess_charset(data) is None


def test_only_the_first_bytes_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    really = guess.from_bytes
    monkeypatch.setattr(guess, "from_bytes", lambda sample: seen.append(len(sample)) or really(sample))
    guess_charset(RUSSIAN.encode("windows-1251") * 500)
    assert seen == [16_384]
