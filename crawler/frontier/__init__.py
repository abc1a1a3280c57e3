"""Between Scrapy and the store: pages out as requests, links and outcomes in."""
