"""`AxisError`, which is raised where the axes of an operation do not fit."""

from __future__ import annotations

from haliax.pure.errors import AxisError as AxisError
from haliax.pure.errors import Fault as Fault
from haliax.pure.errors import Mistake as Mistake
