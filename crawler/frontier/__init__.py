"""What lies between Scrapy and the store: pages become requests, and their links and ends come back."""
