# Written by `python -m tools.stubs`. Do not edit.
"""Linear algebra on the matrices that two axes of an array span.

The two axes are named as a pair, the rows and then the columns, as in `inv(a, ("row", "column"))`. Their order in the
pair says which is which; where they are stored does not matter. All other axes stay, with a matrix for each of their
positions.
"""

from haliax.linalg.decompositions import (
    cholesky as cholesky,
    eigh as eigh,
    eigvalsh as eigvalsh,
    qr as qr,
    svd as svd,
    svdvals as svdvals,
)
from haliax.linalg.norms import det as det, matrix_rank as matrix_rank, norm as norm, slogdet as slogdet
from haliax.linalg.solving import inv as inv, pinv as pinv, solve as solve
