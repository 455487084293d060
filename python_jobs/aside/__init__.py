"""Build aside, test, then switch: readers see the last good marts until the new ones have passed.

aside        which way the project's target goes
duckdb_copy  the embedded warehouse: build in a copy of the file, put it in the place of the old one
sql_server   SQL Server: build under names of their own, rename all of them in one transaction
"""
