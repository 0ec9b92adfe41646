"""Trains the model for some seconds, and says how much it remembers. Ends with 1 if too little."""

from __future__ import annotations

import sys

from haliax import Axis
from ssm.data import batches
from ssm.model import Config
from ssm.train import evaluate, train

STEPS = 100
EXPECTED = 0.95
LEARNED: Axis["position"] = Axis("position", 32)
LONGER: Axis["position"] = Axis("position", 128)


def main() -> int:
    config = Config()
    model = train(config, Axis("batch", 32), LEARNED, STEPS)
    data = batches(config, Axis("batch", 200), LONGER, seed=1)
    found = evaluate(model, next(data)).item()
    print(f"accuracy {found:.1%} on sequences four times as long; expected at least {EXPECTED:.0%}")
    return 0 if found >= EXPECTED else 1


if __name__ == "__main__":
    sys.exit(main())
