"""Pages that are no article are told by a reason; articles about walls are not."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.extraction import REASONS, extract_draft, refusal_reason
from crawler.extraction.refusal.decide import asks_consent, headings_say
from crawler.records import Draft, Found
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, linked, page
from tests.extraction.refused.scored import Case, cases


def reason(html: str | bytes, url: str = URL) -> str | None:
    draft = extract_draft(html, url=url)
    assert refusal_reason(draft) == refusal_reason(draft, html)
    return draft.refusal


def bare(title: str, text: str) -> str:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("html", "why"),
    [
        (b"", "empty"),
        ("   \n", "empty"),
        (b"\x89PNG\r\n\x1a\n", "not-html"),
        ('<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "not-html"),
        ('{"title": "x"}', "not-html"),
        (bare("Just a moment...", "Checking your browser before accessing the site."), "bot-wall"),
        (
            bare("larne-courier.example", "<script src='https://ct.captcha-delivery.com/c.js'></script>"),
            "bot-wall",
        ),
        (bare("Access denied", "You have no permission to open this page."), "bot-wall"),
        (bare("Before you continue", "We and our partners use cookies. Accept all cookies."), "consent-wall"),
        (
            bare("Larne Courier", "<noscript>Please enable JavaScript to read this page.</noscript>"),
            "javascript-needed",
        ),
        (bare("Page not found", "Try the search."), "soft-404"),
        (bare("Seite nicht gefunden", "Zur Startseite"), "soft-404"),
        (bare("404", "Nothing here"), "soft-404"),
        (bare("larne-courier.example", "This domain is for sale. Buy this domain."), "parking"),
        (bare("Sign in", "Name and password"), "login-wall"),
        ("<html><body><p>A line of text without any title at all.</p></body></html>", "no-headline"),
        (bare("Gallery of the week", ""), "no-body"),
    ],
)
def test_pages_that_are_no_article(html: str | bytes, why: str) -> None:
    assert reason(html) == why
    assert why in REASONS


def test_a_front_page_is_no_article_unless_it_says_so() -> None:
    teasers = bare("Larne Courier", "News of the coast")
    assert reason(teasers, "https://www.larne-courier.example/") == "front-page"
    assert reason(page(linked()), "https://www.larne-courier.example/") is None


@pytest.mark.parametrize(
    "topic",
    [
        "Page not found: how the web forgets",
        "Are you a robot? A history of the captcha",
        "Why every site asks for cookie consent",
    ],
)
def test_articles_about_walls_are_articles(topic: str) -> None:
    text = body(
        "Before you continue, we use cookies, many sites say, and ask to enable JavaScript.", *PARAGRAPHS
    )
    assert reason(page("", f"<h1>{topic}</h1>{text}", title=topic)) is None


def test_a_paywalled_stub_is_an_article() -> None:
    assert reason(page(linked(), f"<h1>{HEADLINE}</h1><p>Subscribe to read on.</p>")) is None


def test_a_short_dated_notice_is_an_article() -> None:
    head = '<meta property="article:published_time" content="2024-04-18">'
    head += '<meta property="og:type" content="article">'
    notice = (
        "<p>The eight o'clock ferry leaves at nine.</p><p>Tickets stay valid, the harbour office said.</p>"
    )
    assert reason(page(head, f"<h1>Ferry delayed</h1>{notice}")) is None


def test_a_draft_alone_is_judged_by_its_fields() -> None:
    title = {"headline": Found(value="Ferry delayed", origin="selector")}
    assert refusal_reason(Draft(url=URL)) == "no-headline"
    assert refusal_reason(Draft(url=URL, fields=title)) == "no-body"
    text = {"body": Found(value="The eight o'clock ferry leaves at nine, the port said.", origin="selector")}
    assert refusal_reason(Draft(url=URL, fields={**title, **text})) is None


def test_a_page_of_links_alone_is_a_listing() -> None:
    items = "".join(
        f"<li><a href='/news/{n}'>The council of Westhollow votes on item {n} of its budget</a></li>"
        for n in range(12)
    )
    page = f"<html><body><main><h1>Archive</h1><ul>{items}</ul></main></body></html>"
    assert extract_draft(page, url="https://a.example/news/archive").refusal == "listing"


def test_an_article_with_links_in_its_prose_is_none() -> None:
    prose = "".join(
        f"<p>On day {n} the council met, as <a href='/n/{n}'>this paper wrote</a>, and decided nothing.</p>"
        for n in range(12)
    )
    page = f"<html><body><main><h1>A long week in Westhollow</h1>{prose}</main></body></html>"
    assert extract_draft(page, url="https://a.example/news/1-week").refusal is None


@pytest.mark.parametrize("case", [case for case in cases() if case.is_article], ids=lambda case: case.file)
def test_an_article_that_looks_like_something_else_is_taken(case: Case) -> None:
    assert case.refusal is None


def test_of_pages_that_are_no_article_hardly_any_is_taken() -> None:
    others = [case for case in cases() if not case.is_article]
    taken = [case.file for case in others if case.refusal is None]
    assert len(taken) <= 0.03 * len(others), taken


def test_of_real_articles_hardly_any_is_refused(corpora: Path) -> None:
    pages = [*real_pages(corpora)][::12]
    refused = [url for html, url in pages if extract_draft(html, url=url).refusal]
    assert len(refused) <= max(1, 0.01 * len(pages)), refused


def real_pages(corpora: Path) -> Iterator[tuple[bytes, str]]:
    for gold in sorted(corpora.glob("articles/*/gold.jsonl")):
        for line in gold.read_text("utf-8").splitlines():
            page = json.loads(line)
            yield gzip.decompress((gold.parent / page["html"]).read_bytes()), page["url"]


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


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("missing", "Sorry, we couldn't find that page"),
        ("missing", "404 - Seite nicht gefunden"),
        ("missing", "La page demandée n'existe pas"),
        ("missing", "Esta noticia ya no está disponible"),
        ("missing", "Страница не найдена"),
        ("missing", "お探しのページは見つかりませんでした"),
        ("missing", "抱歉，您访问的页面不存在"),
        ("missing", "עמוד לא נמצא"),
        ("missing", "عذراً، الصفحة غير موجودة"),
        ("failing", "500 Internal Server Error"),
        ("failing", "Wartungsarbeiten"),
        ("login", "Melden Sie sich an"),
        ("login", "Iniciar sesión"),
        ("offer", "Abonnez-vous"),
        ("consent-form", "Mit Werbung weiterlesen"),
        ("consent-form", "Your privacy choices"),
    ],
)
def test_a_heading_that_says_what_the_page_is(kind: str, heading: str) -> None:
    assert headings_say(kind, [heading])


@pytest.mark.parametrize(
    "heading",
    [
        "Missing hiker found alive near Kellbridge",
        "Verschollene Seite aus einer Handschrift nicht gefunden, sagt das Archiv von Seebruck",
        "Server error costs airline nine millions",
        "Login scandal shakes the savings bank of Westhollow",
        "Abo-Falle: was Kunden wissen müssen",
        "Why every site asks for consent to cookies",
        "",
    ],
)
def test_a_headline_that_speaks_of_it(heading: str) -> None:
    assert not any(
        headings_say(kind, [heading]) for kind in ("missing", "failing", "login", "offer", "consent-form")
    )


#: Four sentences on a harbour that closes, in scripts of which the training has no page.
IN_OTHER_SCRIPTS = {
    "bn": (
        "বন্দর কর্তৃপক্ষ মঙ্গলবার জানিয়েছে যে ডুবুরিরা দেয়াল মেরামত করার সময় বাইরের ঘাট তিন সপ্তাহ বন্ধ থাকবে।",
        "দ্বীপগুলির ফেরি পুরনো রেল ঘাট থেকে ছাড়বে, জুন মাসের প্রথম সপ্তাহ পর্যন্ত দিনে দুইবার চলবে।",
        "জেলেদের উত্তর ঘাটে মাছ নামাতে বলা হয়েছে, সেখানে বরফকল সারা রাত খোলা থাকবে বলে জানানো হয়।",
        "মেরামতে শহরের প্রায় চল্লিশ লাখ টাকা খরচ হবে, যার অর্ধেক দেবে আঞ্চলিক তহবিল।",
    ),
    "my": (
        "ဆိပ်ကမ်းအာဏာပိုင်များက ရေငုပ်သမားများ နံရံပြင်နေစဉ် ပြင်ပဆိပ်ကို သုံးပတ်ပိတ်မည်ဟု ပြောကြားခဲ့သည်။",
        "ကျွန်းများသို့ ကူးတို့များသည် ဇွန်လပထမပတ်အထိ တစ်ရက်နှစ်ကြိမ် ရထားဆိပ်ဟောင်းမှ ထွက်ခွာမည်ဖြစ်သည်။",
        "ငါးဖမ်းသမားများအား မြောက်ဘက်ဆိပ်ကို အသုံးပြုရန် ပြောထားပြီး ရေခဲစက်ရုံသည် တစ်ညလုံးဖွင့်ထားမည်။",
        "ပြင်ဆင်မှုအတွက် မြို့က သန်းလေးဆယ်ခန့် ကုန်ကျမည်ဖြစ်ပြီး တစ်ဝက်ကို ဒေသရန်ပုံငွေမှ ပေးမည်။",
    ),
    "am": (
        "የወደቡ ቦርድ ጠላቂዎች ግድግዳውን ሲጠግኑ የውጭውን ገንዳ ለሦስት ሳምንታት ለመዝጋት ማክሰኞ ዕለት ወሰነ።",
        "ወደ ደሴቶቹ የሚሄዱ ጀልባዎች እስከ ሰኔ የመጀመሪያ ሳምንት ድረስ በቀን ሁለት ጊዜ ከድሮው የባቡር መትከያ ይነሳሉ።",
        "ዓሣ አጥማጆች ሰሜናዊውን መትከያ እንዲጠቀሙ ተነግሯቸዋል፣ የበረዶ ቤቱም ሌሊቱን ሙሉ ክፍት ይሆናል።",
        "ጥገናው ከተማዋን ወደ አራት ሚሊዮን ብር ያስወጣል፣ ግማሹን የክልሉ ፈንድ ይከፍላል ተብሏል።",
    ),
    "km": (
        "គណៈកម្មាធិការកំពង់ផែបានសម្រេចកាលពីថ្ងៃអង្គារឱ្យបិទអាងខាងក្រៅរយៈពេលបីសប្តាហ៍ខណៈអ្នកមុជទឹកជួសជុលជញ្ជាំង។",
        "សាឡាងទៅកោះនានានឹងចេញពីផែរថភ្លើងចាស់ដោយមានការធ្វើដំណើរពីរដងក្នុងមួយថ្ងៃរហូតដល់សប្តាហ៍ទីមួយនៃខែមិថុនា។",
        "អ្នកនេសាទត្រូវបានប្រាប់ឱ្យប្រើផែខាងជើងដែលរោងទឹកកកនឹងបើកពេញមួយយប់។",
        "ការជួសជុលនឹងចំណាយប្រាក់ទីក្រុងប្រហែលបួនលានពាក់កណ្តាលបង់ដោយមូលនិធិតំបន់។",
    ),
}
BUILDS = {
    "paragraphs": lambda texts: body(*texts),
    "breaks": "<br><br>".join,
    "breaks in a span": lambda texts: f"<span>{'<br>'.join(texts)}</span>",
    "blocks": lambda texts: "".join(f"<div class='t'>{text}</div>" for text in texts),
}


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("language", IN_OTHER_SCRIPTS)
def test_a_short_article_without_a_sign_of_a_list_is_one_in_any_script(language: str, build: str) -> None:
    texts = IN_OTHER_SCRIPTS[language]
    html = (
        f"<html lang='{language}'><head><title>{texts[0][:40]}</title></head><body><nav><a href='/'>1</a>"
        f"</nav><h1>{texts[0][:40]}</h1>{BUILDS[build](texts)}</body></html>"
    )
    draft = extract_draft(html, url="https://www.larne-courier.example/harbour")
    assert draft.refusal is None
    assert draft.fields["body"].value.count("\n\n") >= len(texts) - 2


def test_a_long_text_at_the_address_of_a_front_page_is_an_article() -> None:
    html = page("", f"<h1>{HEADLINE}</h1>{body(*PARAGRAPHS * 5)}")
    assert reason(html, "https://www.larne-courier.example/") is None
    assert reason(page("", "<h1>Larne Courier</h1>"), "https://www.larne-courier.example/") is not None
