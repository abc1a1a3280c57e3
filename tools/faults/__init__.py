"""Faults injected into synthetic outlets under a virtual clock: which of them are flagged, and how soon."""
