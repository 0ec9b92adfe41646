"""Trains the model for some seconds, and says how many of new images it tells. Ends with 1 if too few."""

from __future__ import annotations

import sys

from haliax import Axis
from vit.data import batches
from vit.model import Config
from vit.train import evaluate, train

STEPS = 400
EXPECTED = 0.9


def main() -> int:
    config = Config()
    model = train(config, Axis("batch", 64), STEPS)
    found = evaluate(model, next(batches(config, Axis("batch", 1000), seed=1))).item()
    print(f"accuracy {found:.1%} on 1000 new images; expected at least {EXPECTED:.0%}")
    return 0 if found >= EXPECTED else 1


if __name__ == "__main__":
    sys.exit(main())
