"""What derives from the article's fields, and is kept in files: written anew by one command."""
