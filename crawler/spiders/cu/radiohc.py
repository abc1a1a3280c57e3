"""Radio Habana Cuba."""

from crawler.outlet import OutletSpider, Source


class RadioHabanaCuba(OutletSpider):
    """Cuba's international broadcaster, since 1961, in nine languages."""

    name = "radiohc"
    allowed_domains = ["radiohc.cu"]
    country, timezone = "CU", "America/Havana"
    languages = ["es", "en", "pt", "fr", "eo", "ar", "it", "gn", "qu"]
    feeds = [Source("https://www.radiohc.cu/es/rss", found="the page of feeds, /es/statics/rss")]
    listings = [
        Source("https://www.radiohc.cu/", found="the outlet's address"),
        Source("https://www.radiohc.cu/noticias/internacionales", found="menu of the home page (2017)"),
        Source("https://www.radiohc.cu/noticias/nacionales", found="menu of the home page (2017)"),
        Source("https://www.radiohc.cu/en/especiales/comentarios", found="its third page is linked (2017)"),
        Source("https://www.radiohc.cu/en", found="the prefix of the English articles", verified=False),
    ]
    # The number is the identity under any language prefix, with and without /index.php.
    drop_prefixes = ["/index.php"]
    article_url = r"^(?!.*/(?:audios|galerias|statics)/).*/(?P<section>[\w-]+)/(?P<id>\d+)-[^/]*$"
    # In the theme of 2014-2019 a page's h1 is the outlet's name; its headline is a lesser heading.
    selectors = {
        "headline": [
            ".title_article:not(:has(a))",
            "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]"
            "[string-length(normalize-space()) > 20]"
            "[starts-with(normalize-space(//title), normalize-space())]",
            "//*[self::h1 or self::h2 or self::h3][string-length(normalize-space()) > 20][not(.//a)]"
            "[not(ancestor::header or ancestor::nav or ancestor::aside or ancestor::footer)]",
        ],
    }
    generic = ["description", "keywords"]
    anchors = [
        (137624, "2017-08-07"),
        (145874, "2017-10-30"),
        (154588, "2018-02-07"),
        (158008, "2018-03-20"),
        (210266, "2019-12-20"),
        (350957, "2024-03-30"),
    ]
    # Numbers alone are not linked anywhere; that they answer has not been seen.
    numbered = "https://www.radiohc.cu/noticias/{number}"
    agencies = {"RHC": "RHC"}
    other_names = ["Radio Habana Cuba", "RHC"]
