"""Whether an outlet is well, judged after each run from what the run left behind: pure functions."""
