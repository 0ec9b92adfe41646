"""Strict mode: what is suspicious, but may be right. Each kind has a code that is off unless it is switched on.

settings                which codes are on                                      haliax_mypy.settings
look_back               when a module has been checked: `axis-unknown` and `axis-untyped-def`      looking_back
causes_in               the causes that `haliax-mypy coverage` finds, as far as they are in one module   causes
untyped functions       in which named arrays are seen                          untyped
doubts                  about a call that is no mistake: `axis-unshared` and `axis-partial`        calls
alone                   axes that are contracted and that one operand has       unshared
partial                 the members of a union for which an operation fails     partial
"""
