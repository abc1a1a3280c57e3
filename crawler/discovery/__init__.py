"""What a source's bytes name: links to articles and to further sources. Pure."""
