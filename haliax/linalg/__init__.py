"""Linear algebra on the matrices that two axes of an array span.

The two axes are named as a pair, the rows and then the columns, as in `inv(a, ("row", "column"))`. Their order in the
pair says which is which; where they are stored does not matter. All other axes stay, with a matrix for each of their
positions.
"""

from __future__ import annotations

from haliax.linalg.decompositions import cholesky as cholesky
from haliax.linalg.decompositions import eigh as eigh
from haliax.linalg.decompositions import eigvalsh as eigvalsh
from haliax.linalg.decompositions import qr as qr
from haliax.linalg.decompositions import svd as svd
from haliax.linalg.decompositions import svdvals as svdvals
from haliax.linalg.norms import det as det
from haliax.linalg.norms import matrix_rank as matrix_rank
from haliax.linalg.norms import norm as norm
from haliax.linalg.norms import slogdet as slogdet
from haliax.linalg.solving import inv as inv
from haliax.linalg.solving import pinv as pinv
from haliax.linalg.solving import solve as solve
