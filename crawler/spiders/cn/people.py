"""人民网 (People's Daily Online)."""

from crawler.outlet import OutletSpider, Source


class People(OutletSpider):
    """The site of the Chinese Communist Party's newspaper: a host for each channel."""

    name = "people"
    # The channels beside politics are seen as links; an article's number is the same on each of them.
    allowed_domains = [
        "people.com.cn",
        "politics.people.com.cn",
        "cpc.people.com.cn",
        "theory.people.com.cn",
        "fanfu.people.com.cn",
        "renshi.people.com.cn",
    ]
    country, timezone = "CN", "Asia/Shanghai"
    languages = ["zh"]
    listings = [
        Source("http://www.people.com.cn/", found="link at the top of article pages (2024)"),
        Source("http://cpc.people.com.cn/", found="link at the top of article pages (2024)"),
        Source("http://politics.people.com.cn/", found="the host of the article (2024)", verified=False),
    ]
    article_url = r"^/n1/\d{4}/\d{4}/c\d+-(?P<id>\d+)\.html$"
    # Share buttons and the editor's line stand among the paragraphs; the time is printed, the metadata
    # have the day alone.
    selectors = {
        "body": ["div.rm_txt_con > p:not(.paper_num)"],
        "date_published": ["div.channel > div.col-1-1::text"],
    }
    other_names = ["人民网", "人民日报"]
