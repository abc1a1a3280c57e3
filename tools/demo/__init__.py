"""Builds the archive that `make demo` crawls."""
