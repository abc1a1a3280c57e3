"""Scrapy middlewares, one a module."""
