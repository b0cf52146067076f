"""What dropout did: the outputs and masks that an answer draws, and the law that they obey."""

import numpy as np

RIGHT_MASK = "1 where kept, 0 where dropped"
SCALED_MASK = "1/(1 − rate) where kept, 0 where dropped"


def outputs_and_masks(answer, x, rate, seed, training, masks_of_ones=False):
    """Call an answer once for many units, and often for a few; the last argument is for the measure."""

    def one(x, rng):
        value = answer(x, rate, rng, training)
        if value is None:
            raise TypeError("nothing comes back: is a `return` missing?")
        if not training and not isinstance(value, (tuple, list)):
            return np.asarray(value, dtype=float), None
        if not isinstance(value, (tuple, list)) or len(value) < 2:
            raise TypeError("two arrays are asked for: `return y, mask`")
        masks, waiting = [], list(value[1:])
        while waiting:  # the mask may stand in a tuple or dict of things to keep
            part = waiting.pop(0)
            if isinstance(part, dict):
                waiting = [*part.values(), *waiting]
            elif isinstance(part, tuple):
                waiting = [*part, *waiting]
            elif isinstance(part, (np.ndarray, list)):
                masks.append(np.asarray(part, dtype=float))
        masks.sort(key=lambda mask: mask.shape != x.shape)
        if masks and masks[0].shape in ((len(x), 1), (1, x.shape[1])):  # NumPy stretches it over the rest
            masks[0] = masks[0] * np.ones_like(x)
        return np.asarray(value[0], dtype=float), masks[0] if masks else None

    rng = np.random.default_rng(seed)
    if not training or x.size > 1000:
        y, mask = one(x, rng)
        return {"y": y} if mask is None else {"y": y, "mask": mask}
    y, mask = one(x.copy(), rng)
    more = [one(x.copy(), rng)[0] for _ in range(30)]
    again, _ = one(x.copy(), np.random.default_rng(seed))
    other, _ = one(x, np.random.default_rng(seed + 1))
    facts = {"y": y, "again": again, "other": other, "more": more}
    return facts if mask is None else {**facts, "mask": mask}


def facts_of_dropout(args, drawn):
    """What every right dropout has in common, in words where there is no tolerance.

    A mask that holds the scale of the output counts as one of zeros and ones, unless these are asked for.
    """
    x, rate, _, training, *masks_of_ones = args
    y, mask = drawn["y"], drawn.get("mask")
    facts = {"shape of the output": str(y.shape)}
    if y.shape != x.shape:
        return facts | {"output": "of another shape than the input"}
    if not training:
        return facts | {"output": "the input as it is" if np.allclose(y, x) else _changed(x, y)}
    if rate == 0:
        return facts | {"output": "the input as it is" if np.array_equal(y, x) else "another than the input"}
    facts["what is kept is multiplied by"] = _factor(x, y)
    facts["the mask"] = _mask_in_words(mask, y, x)
    if facts["the mask"] == SCALED_MASK and not any(masks_of_ones):
        facts["the mask"] = RIGHT_MASK
    if "again" in drawn:
        varies = len({np.count_nonzero(output) for output in drawn["more"][:30]}) > 1
        return facts | {
            "same seed, same mask": _yes(np.array_equal(y, drawn["again"])),
            "another seed, another mask": _yes(not np.array_equal(y, drawn["other"])),
            "how many are dropped varies from call to call": _yes(varies),
        }
    dropped = y == 0
    own = [bool(_spread(dropped, axis) < 2) for axis in (0, 1)]
    return facts | {
        # few coins that serve many units say little about the share
        "share that is dropped": float(dropped.mean()) if all(own) else rate,
        "rows have masks of their own": _yes(own[0]),
        "columns have masks of their own": _yes(own[1]),
        "how many are dropped varies from row to row": _yes(_spread(dropped, axis=1) > 0.3),
    }


def _yes(true):
    return "yes" if true else "no"


def _changed(x, y):
    dropped = np.mean(y == 0)
    if dropped == 1:
        return "all 0"
    if dropped > 0:
        return f"0 in places, the others multiplied by {_factor(x, y)}"
    return f"the input multiplied by {_factor(x, y)}"


def _factor(x, y):
    """By what x was multiplied where it was not dropped, in words, as it has no tolerance."""
    kept = y != 0
    ratios = y[kept] / x[kept]
    if ratios.size == 0:
        return "nothing is kept"
    if np.allclose(ratios, ratios[0], rtol=1e-5):
        return f"{ratios[0]:.4g}"
    return "rounded numbers" if np.array_equal(y, np.round(y, 4)) else "different numbers"


def _mask_in_words(mask, y, x):
    if mask is None:
        return "missing"
    if mask.shape != y.shape:
        return f"of shape {mask.shape}"
    kept = y != 0
    if np.array_equal(mask != 0, kept):
        values = np.unique(mask[kept])
        if np.allclose(values, 1):
            return RIGHT_MASK
        if np.allclose(mask * x, y, rtol=1e-5):
            return SCALED_MASK
        return "as large as the scale where kept" if len(values) == 1 else "other numbers where kept"
    if np.array_equal(mask == 0, kept):
        return "0 where kept"
    return "does not belong to the output"


def _spread(dropped, axis):
    """Variance of the shares of the lines along an axis, 1 where all entries have their own coin."""
    share = dropped.mean()
    expected = share * (1 - share) / dropped.shape[axis]
    return dropped.mean(axis=axis).var() / expected if expected else 1.0
