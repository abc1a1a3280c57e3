"""The model of py3langid, which tells 140 languages apart; it is read once, also where the disk is full."""

from __future__ import annotations

import io
import lzma

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
from py3langid.modelio import _to_array

__all__ = ["language_model"]


def language_model() -> LanguageIdentifier:
    """Return the model, which gives a share to each language of a text."""
    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError:  # it is unpacked to a temporary file, and the disk may be full
        return _unpacked_in_memory()


def _unpacked_in_memory() -> LanguageIdentifier:
    """Return the same model, read at the cost of 70 MB more memory."""
    with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
        model = np.load(io.BytesIO(packed.read()), allow_pickle=False)
    return LanguageIdentifier(
        model["ptc"],
        model["pc"],
        model["classes"].tolist(),
        _to_array(model["nextmove"]),
        model["out_feat"].tolist(),
        norm_probs=True,
        tk_row=_to_array(model["nextmove_row"]),
    )
