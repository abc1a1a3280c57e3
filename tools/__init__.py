"""What trains, simulates, measures and builds: nothing that runs in a crawl."""
