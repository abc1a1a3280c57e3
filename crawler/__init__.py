"""A crawler and monitor for news: every article once, in one schema, with every later edit."""
