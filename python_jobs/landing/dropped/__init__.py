"""Files that others drop: looked at, read and moved without following a link.

open  which of them are regular and quiet, and reading one
move  into a folder beside them, and the reason that goes with one
"""
