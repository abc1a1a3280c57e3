"""Speed and memory, measured beside bare Scrapy on this machine: `python -m tools.benchmarks`."""
