"""Every outlet answers what the layers ask of it, and a spider that is none is told from one."""

import pytest
import scrapy

from crawler.outlet_rules import SpiderRules, rules_of_spider
from crawler.spiderloader import declared_outlets
from crawler.spiders.article import ArticleSpider


class Plain(scrapy.Spider):
    """A spider that is no outlet."""

    name = "plain"


@pytest.mark.parametrize("outlet", declared_outlets(), ids=lambda outlet: outlet.name)
def test_every_outlet_answers_what_may_be_asked_of_its_spider(outlet):
    spider = outlet()
    assert rules_of_spider(spider) is spider
    assert isinstance(ArticleSpider(url=f"https://{outlet.allowed_domains[0]}/"), SpiderRules)


@pytest.mark.parametrize("other", [Plain(), None, "radiohc"])
def test_what_is_no_outlets_spider_is_refused(other):
    assert not isinstance(other, SpiderRules)
    with pytest.raises(TypeError, match="is no OutletSpider"):
        rules_of_spider(other)
