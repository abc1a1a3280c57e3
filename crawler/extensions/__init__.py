"""Scrapy extensions: what runs beside a crawl, and at its end."""
