"""A value's likelihood grows with what speaks for it and falls with what speaks against it."""

from crawler.extraction.likelihood import likelihood, model


def test_agreement_makes_a_day_likelier_and_another_day_less_likely() -> None:
    alone = likelihood("dates", {"opengraph"})
    assert likelihood("dates", {"opengraph", "near-short", "agreed"}) > alone
    assert likelihood("dates", {"opengraph", "other:near-short"}) < alone


def test_marks_that_training_has_not_seen_change_nothing() -> None:
    assert likelihood("authors", {"byline", "never-seen"}) == likelihood("authors", {"byline"})


def test_the_models_say_how_they_were_made() -> None:
    for name in ("dates", "authors"):
        assert 0 <= likelihood(name, model(name).weights) <= 1
        assert model(name).slope > 0
