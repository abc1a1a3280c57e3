"""Builds what extraction has learned, from the corpora, with fixed seeds: `make train`."""
