"""Lines that ask to follow, share or read on are told in each language; sentences that begin so stay."""

import pytest

from crawler.extraction.body.page_lines import is_page_line, load_page_lines


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on Telegram and subscribe to our newsletter.",
        "Folgen Sie uns auf Instagram und Facebook!",
        "👉 Подписывайтесь на наш Telegram-канал",
        "Síguenos en WhatsApp",
        "Suivez-nous sur Facebook",
        "تابعونا على فيسبوك",
        "フォローする：X",
        "扫码关注微信",
    ],
)
def test_lines_that_ask_to_follow(line: str) -> None:
    assert is_page_line(line, linked=0)


@pytest.mark.parametrize(
    "line",
    [
        "Share on Facebook Share on X Copy link",
        "Teilen",
        "Facebook Twitter WhatsApp",
        "分享到微博 微信",
        "Compartir en WhatsApp",
    ],
)
def test_lines_of_nothing_but_networks(line: str) -> None:
    assert is_page_line(line, linked=0)


@pytest.mark.parametrize(
    ("line", "linked"),
    [
        ("Read also: Mayor promises a new timetable", 0.8),
        ("READ MORE: Ice house gets a new roof", 1.0),
        ("Lesen Sie auch", 0.0),
        ("関連記事：港が三週間閉鎖される", 0.7),
        ("اقرأ أيضاً: إغلاق الميناء", 0.7),
        ("Читайте также: Мэр обещает новое расписание", 0.7),
    ],
)
def test_lines_that_lead_to_another_article(line: str, linked: float) -> None:
    assert is_page_line(line, linked=linked)


@pytest.mark.parametrize(
    "line", ["Photo: Ola Berg", "Foto: dpa", "Bild © Larne Courier", "사진=연합뉴스", "fot. Jan Nowak"]
)
def test_lines_that_say_whose_a_picture_is(line: str) -> None:
    assert is_page_line(line, linked=0)


@pytest.mark.parametrize(
    "line",
    [
        "4 min read",
        "Lesezeit: 3 Minuten",
        "12 comments",
        "Listen to this article",
        "Loading...",
        "5分で読めます",
    ],
)
def test_lines_that_are_tools_of_the_page(line: str) -> None:
    assert is_page_line(line, linked=0)


@pytest.mark.parametrize("line", ["Advertisement", "[Anzeige]", "— ADVERTISEMENT —", "広告", "Iklan"])
def test_lines_above_advertisements(line: str) -> None:
    assert is_page_line(line, linked=0)


@pytest.mark.parametrize(
    ("line", "linked"),
    [
        ("Follow the money and Facebook will come, the minister said.", 0.0),
        ("Share prices fell on Monday as Facebook and X reported losses.", 0.1),
        ("Print is dead, the editor said.", 0.0),
        ("Photographers have a hard time", 0.0),
        ("Watch this harbour, said the captain of the ferry.", 0.1),
        ("Facebook", 0.0),
        (
            "Read more than you write, and write more than you say: that was her advice to young reporters.",
            0.0,
        ),
        ("Follow us on Facebook, they say. " * 8, 0.2),
    ],
)
def test_sentences_that_begin_alike_stay(line: str, linked: float) -> None:
    assert not is_page_line(line, linked=linked)


def test_each_kind_has_words_of_many_languages() -> None:
    assert all(len(phrases) > 50 for phrases in load_page_lines().values())
