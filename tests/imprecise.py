"""The rules that tell less than they could, for which kinds of arguments, and why that is accepted."""

from __future__ import annotations

ALL = ("exact", "unordered", "row", "unordered row", "open", "unordered open")
EXACT, UNORDERED, ROW, UNORDERED_ROW, OPEN, UNORDERED_OPEN = ALL
VAGUE = (ROW, UNORDERED_ROW, OPEN, UNORDERED_OPEN)

SELECTION = "a selection of which a part is unknown may take any axes; the rule does not go through the cases"
SIZES = "a size follows from those of other axes or arrays, by arithmetic that the rule does only where all are known"
COUNT = "how many axes an operand can have at most bounds what is hidden; the rule does not count"
ORDER = "new axes have a place among ordered ones, beside a gap; the rule gives up the order of all"
UNION = "what one operand hides may be what another shows; the union does not go through the cases"
PLACES = "an axis that an identifier finds by its place is unknown; which are left is not worked out"
ROWS = "a row variable is one more set of unknown axes wherever it is not passed on as it is"
PARAMETERS = "parameters tell sizes and names that the shape lacks"
THREE = "an order that only one of three operands can have is given up with the first two that differ"

WITHIN_SHAPE = (
    *("uniform", "randint", "truncated_normal", "bernoulli", "beta", "binomial", "gamma", "pareto"),
    *("poisson", "t", "weibull_min"),
)
"""Random arrays whose parameters broadcast into the shape."""

IMPRECISE: dict[str, tuple[tuple[str, ...], str]] = {
    "elementwise.where": ((OPEN,), THREE),
    "elementwise.clip": ((OPEN,), THREE),
    "reductions.all": (ALL, f"{SELECTION}; `where` tells sizes that are not taken over"),
    "nn.logsumexp": (VAGUE, SELECTION),
    "linalg.norm": (VAGUE, SELECTION),
    "linalg.qr": (ALL, SIZES),
    "linalg.svd": (ALL, SIZES),
    "linalg.svdvals": ((EXACT, UNORDERED, ROW, UNORDERED_ROW), SIZES),
    "pooling.max_pool": (ALL, SIZES),
    "ragged.ragged_dot": ((OPEN, UNORDERED_OPEN), COUNT),
    "statistics.median": (VAGUE, SELECTION),
    "statistics.quantile": (VAGUE, SELECTION),
    "statistics.average": (ALL, f"{SELECTION}; `weights` tell sizes that are not taken over"),
    "scans.roll": ((UNORDERED_OPEN, UNORDERED_ROW), SELECTION),
    "fourier.fftshift": ((UNORDERED_OPEN, UNORDERED_ROW), SELECTION),
    "nn.softmax": ((UNORDERED_OPEN, UNORDERED_ROW), SELECTION),
    "nn.glu": (VAGUE, "an odd size is refused, which may leave only one that is even"),
    "nn.standardize": ((UNORDERED_ROW, OPEN, UNORDERED_OPEN), SELECTION),
    "nn.dropout": ((UNORDERED_OPEN, UNORDERED_ROW), SELECTION),
    "nn_loss.reduce_loss": (VAGUE, SELECTION),
    "nn_loss.cross_entropy_loss": ((OPEN, UNORDERED_OPEN), "targets tell sizes of axes that the logits do not show"),
    "nn_loss.binary_cross_entropy_loss": ((OPEN, UNORDERED_OPEN), "targets tell names that the logits do not show"),
    "nn_masks.causal_mask": ((UNORDERED, OPEN, UNORDERED_OPEN), UNION),
    "nn_masks.prefix_lm_mask": ((UNORDERED, OPEN, UNORDERED_OPEN), UNION),
    "nn_masks.segment_mask": (VAGUE, UNION),
    "nn_masks.combine_masks_and": ((UNORDERED, *VAGUE), UNION),
    "nn_attention.dot_product_attention_weights": ((UNORDERED, *VAGUE), UNION),
    "nn_attention.dot_product_attention": ((EXACT, UNORDERED, OPEN), f"{UNION}; {SIZES}"),
    "contraction.dot": ((UNORDERED, *VAGUE), UNION),
    "contraction.einsum": ((UNORDERED, *VAGUE), f"{PLACES}; {UNION}"),
    "rearranging.rearrange": (ALL, f"{PLACES}; {SIZES}"),
    "shaping.broadcast_to": (ALL, ORDER),
    "shaping.broadcast_axis": ((UNORDERED, *VAGUE), ORDER),
    "shaping.flatten_axes": (VAGUE, f"{SELECTION}; {ORDER}"),
    "shaping.unflatten_axis": (ALL, f"{SIZES}; parts of which one is unknown make the rule give up"),
    "shaping.take": ((ROW, UNORDERED_ROW, OPEN), ORDER),
    "indexing.getitem": ((EXACT, UNORDERED, ROW, UNORDERED_ROW, OPEN), ORDER),
    "indexing.index": ((EXACT, UNORDERED, ROW, UNORDERED_ROW, OPEN), ORDER),
    "updating.at": ((EXACT, UNORDERED, ROW, UNORDERED_ROW, OPEN), ORDER),
    "joining.concatenate": (ALL, f"{SIZES}; {ROWS}"),
    "joining.stack": (VAGUE, ROWS),
    "joining.split": (ALL, SIZES),
    "updating.updated_slice": (ALL, f"{SIZES}; the update tells names that are not taken over"),
    "fourier.rfft": ((UNORDERED, *VAGUE), "which axis is last is unknown, and so which size changes"),
    "fourier.irfft": ((UNORDERED, *VAGUE), "which axis is last is unknown, and so which size changes"),
    "fourier.hfft": ((UNORDERED, *VAGUE), "which axis is last is unknown, and so which size changes"),
    "fourier.ihfft": ((UNORDERED, *VAGUE), "which axis is last is unknown, and so which size changes"),
    "polynomials.polyadd": ((ROW, UNORDERED_ROW), ROWS),
    "polynomials.polymul": ((ROW, UNORDERED_ROW), ROWS),
    "polynomials.polydiv": ((EXACT, *VAGUE), SIZES),
    "polynomials.polyval": ((UNORDERED_ROW,), ROWS),
    "polynomials.vander": (VAGUE, COUNT),
    "polynomials.polyfit": ((OPEN, UNORDERED_OPEN), COUNT),
    **{f"random.{op}": ((EXACT, OPEN, UNORDERED_OPEN), PARAMETERS) for op in WITHIN_SHAPE},
    "random.categorical": ((OPEN, UNORDERED_OPEN), PARAMETERS),
    "random.ball": ((OPEN,), COUNT),
    "random.choice": ((ROW, UNORDERED_ROW, OPEN), f"{ROWS}; {ORDER}"),
}
"""By rule: the kinds of the vaguest argument with which it tells less than it could, and the reason."""
