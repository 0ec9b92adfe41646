"""Pages that need no other file: their style and script are in them.

document     a whole page            document.py, style.css, script.js
source       the lines of a file     source.py
axes_page    what `axes --html` writes
coverage_page    what `coverage --html` writes
"""
