"""A value's likelihood grows with what speaks for it and falls with what speaks against it."""

from crawler.extraction.likelihood import load_weights, weigh_marks


def test_agreement_makes_a_day_likelier_and_another_day_less_likely() -> None:
    alone = weigh_marks("dates", {"opengraph"})
    assert weigh_marks("dates", {"opengraph", "near-short", "agreed"}) > alone
    assert weigh_marks("dates", {"opengraph", "other:near-short"}) < alone


def test_marks_that_training_has_not_seen_change_nothing() -> None:
    assert weigh_marks("authors", {"byline", "never-seen"}) == weigh_marks("authors", {"byline"})


def test_the_models_say_how_they_were_made() -> None:
    for name in ("dates", "authors"):
        assert 0 <= weigh_marks(name, load_weights(name).weights) <= 1
        assert load_weights(name).slope > 0
