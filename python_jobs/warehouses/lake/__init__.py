"""What Python writes on Spark: parquet files in a folder, and a log that says which of them count.

files    the files of a folder, or of an address that Spark's file system knows
commits  the log: each entry names every file of every table, so that a change of several is one change
tables   tables of the log as tables of DuckDB, and back
"""
