"""What the documentation is made with, besides mkdocs."""
