"""Scrapy item pipelines: a draft becomes an article, is checked, and is stored."""
