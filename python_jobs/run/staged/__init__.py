"""Build beside the published marts, test, then switch: readers see the last good marts until the new ones pass.

place        which way the project's target goes
duckdb_copy  the embedded warehouse: build in a copy of the file, then replace the file by the copy
spark        Spark: build under the name of one of two slots, then point at it, in one statement
sql_server   SQL Server: build under names of their own, rename all of them in one transaction
"""
