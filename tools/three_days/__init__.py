"""Three days of virtual time: local outlets that publish, edit, delete and break, and `scrapy crawldue`."""
