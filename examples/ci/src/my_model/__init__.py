"""A model whose axes are checked in CI."""
