"""WARC in and out, and replay: requests answered from archives instead of the network."""
