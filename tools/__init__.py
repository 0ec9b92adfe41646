"""Tools for working on haliax; none of them is part of it."""
