"""The text of a consent form is told from an article about consent."""

from crawler.extraction.refusal.walls import asks_consent

FORM = (
    "We and our partners store cookies on your device and process personal data for advertising.",
    "You can withdraw your consent, or change your preferences, in the settings of our partners.",
)
NEWS = (
    "The data protection office has fined a publisher whose banner gave its visitors no choice.",
    "Refusing cookies must be as easy as accepting them, it wrote; advertising is no excuse for consent.",
    "The publisher, which earned four million last year, will go to court in Grauberg.",
)


def test_the_text_of_a_consent_form_asks_its_reader() -> None:
    assert asks_consent("\n\n".join(FORM))
    assert not asks_consent("\n\n".join(NEWS))


def test_a_form_above_an_article_does_not_make_it_one() -> None:
    assert not asks_consent("\n\n".join((FORM[0], *NEWS, *NEWS)))
