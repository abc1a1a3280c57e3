"""Other extractors, each in an environment of its own: versions in `NAME.lock`, called by `run.py`."""
