"""The one writer, and the commands by which a crawl takes pages up and brings them to their end."""
