"""`python -m haliax_mypy`."""

from __future__ import annotations

import sys

from haliax_mypy.commands.main import main

sys.exit(main())
