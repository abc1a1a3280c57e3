"""Files that speak for a whole host: robots.txt and tdmrep.json."""
