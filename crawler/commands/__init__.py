"""The project's commands, one a module, as Scrapy finds them."""
