import pytest

from crawler.outlet import OutletSpider, Source, outlet_problems


def outlet(**attributes):
    good = {
        "name": "daily",
        "allowed_domains": ["daily.example"],
        "country": "CU",
        "languages": ["es"],
        "timezone": "America/Havana",
        "feeds": [Source("https://daily.example/feed", found="its home page")],
    }
    return type("Daily", (OutletSpider,), good | attributes)


def test_a_good_definition_has_no_problem():
    assert outlet_problems(outlet(article_url=r"/(?P<id>\d+)$", anchors=[(5, "2020-01-02")])) == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"artcle_url": "/x"}, "did you mean 'article_url'?"),
        ({"feeds": []}, "no source"),
        ({"parse": lambda self, response: None}, "Daily defines parse, which no crawl calls"),
        ({"feeds": ["ftp://daily.example/feed"]}, "is no http(s) address"),
        ({"feeds": ["https://other.example/feed"]}, "foreign host"),
        ({"feeds": [7]}, "neither an address nor a Source"),
        ({"article_url": "/(oops"}, "is no regular expression"),
        ({"article_url": "/(?P<number>x)"}, "only id, section and language"),
        ({"timezone": "Havana"}, "give an IANA zone"),
        ({"country": "Cuba"}, "two capital letters"),
        ({"languages": "es"}, "must be a list"),
        ({"languages": ["Spanish!"]}, "BCP 47"),
        ({"allowed_domains": []}, "allowed_domains is empty"),
        ({"allowed_domains": ["https://daily.example/"]}, "is no host name"),
        ({"delay": "2"}, "seconds between two requests"),
        ({"delay": -1}, "seconds between two requests"),
        ({"concurrency": 0}, "how many requests may run at once"),
        ({"concurrency": True}, "how many requests may run at once"),
        ({"selectors": {"headlin": ["h1"]}}, "did you mean 'headline'?"),
        ({"selectors": {"headline": "h1"}}, "give a list of alternatives"),
        ({"selectors": {"headline": ["h1:::x"]}}, "h1:::x"),
        ({"anchors": [(5, "2020-01-02")]}, "anchors need article_url"),
        ({"article_url": r"/(?P<id>\d+)", "anchors": [(5, "2 January")]}, "anchors must be pairs"),
        ({"archives": "https://daily.example/{date:%Y}"}, "give a list of addresses"),
        ({"archives": ["https://daily.example/archive"]}, "say where the day stands"),
        ({"archives": ["https://daily.example/{day}"]}, "say where the day stands"),
        ({"archives": ["https://other.example/{date:%Y}"]}, "is no address on the hosts"),
        ({"numbered": "https://daily.example/news"}, "say where the number stands"),
        ({"numbered": "https://other.example/{number}"}, "is no address on the hosts"),
        ({"numbered": "https://daily.example/{number}"}, "needs article_url with the group id"),
        ({"numbered": "https://daily.example/{number}", "article_url": "/(?P<id>x)"}, "two anchors at least"),
    ],
)
def test_each_wrong_attribute_is_named_with_what_to_do(wrong, says):
    found = outlet_problems(outlet(**wrong))
    assert any(says in problem for problem in found), found


@pytest.mark.parametrize(
    ("declared", "problem"),
    [
        ({"articles_per_day": (3, 60), "coverage": {"authors": 0.7}, "quiet_hours": 18}, None),
        ({}, None),
        ([], "must be a mapping"),
        ({"articles_a_day": (3, 60)}, "it may have articles_per_day"),
        ({"articles_per_day": 5}, "the fewest and the most"),
        ({"articles_per_day": (60, 3)}, "the fewest and the most"),
        ({"coverage": {"author": 0.7}}, "coverage is watched of headline"),
        ({"coverage": {"authors": 7}}, "a share above 0"),
        ({"coverage": 0.7}, "shares by field"),
        ({"quiet_hours": 0}, "hours above 0"),
        ({"quiet_hours": True}, "hours above 0"),
    ],
)
def test_what_is_wrong_with_expect_is_said_with_how_to_mend_it(declared, problem):
    found = outlet_problems(outlet(expect=declared))
    assert bool(found) == bool(problem)
    assert problem is None or problem in found[0]
