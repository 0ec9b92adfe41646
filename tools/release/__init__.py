"""Whether what would be released can be installed and used: `make release-check`.

It builds the sdist, and the wheel from it, looks into both, and installs them into fresh environments, outside of the
checkout, on the oldest and the newest Python and libraries. It needs the network, from which it installs.
"""
