"""Words of a block, its heading and the classes around it have weights by place."""

from crawler.extraction.body.blocks import read_blocks
from crawler.extraction.body.containers import class_words, containers_of
from crawler.extraction.body.lexicon import PLACES, Lexicon, block_words, terms_of, text_terms
from crawler.extraction.page.dom import parse_html

HTML = (
    "<div class='story'><div class='RelatedLinks'><h3>More news</h3><ul class='list-2'>"
    "<li class='item'><span class='kicker'>Sport</span> Cup final</li></ul></div></div>"
)


def test_classes_are_taken_apart_at_capitals_and_signs() -> None:
    assert class_words("articleBody--main_2 TOP main") == ("article", "body", "main", "top")


def test_short_texts_count_whole_and_long_ones_with_their_first_words() -> None:
    assert text_terms(["read", "more"]) == ["^read", "$more", "read", "more"]
    assert text_terms(["word"] * 30) == ["+word", "word", "word", "word"]
    assert text_terms([]) == []


def test_scripts_without_spaces_are_read_in_pairs() -> None:
    assert block_words(["相关新闻 Sport"]) == [["相关", "新闻", "sport"]]


def test_each_place_sums_the_weights_of_its_words() -> None:
    root, _ = parse_html(HTML)
    assert root is not None
    blocks = read_blocks(root)
    box = containers_of(blocks, root)
    ones = {
        place: dict.fromkeys((t for terms in terms_of(blocks, box) for p, t in terms if p == place), 1.0)
        for place in PLACES
    }
    found = Lexicon(ones).scores(blocks, box, block_words(blocks.texts))
    counted = [[sum(p == place for p, _ in terms) for terms in terms_of(blocks, box)] for place in PLACES]
    assert found.tolist() == counted
    item = terms_of(blocks, box)[1]
    assert {
        ("own", "item"),
        ("own", "i:kicker"),
        ("parent", "list"),
        ("above", "related"),
        ("above", "story"),
        ("heading", "more"),
    } <= set(item)
