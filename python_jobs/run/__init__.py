"""One run, from files to pages.

request   what a run is asked to do, and what it did
pipeline  the steps, in order
dbt       dbt in the same process
staged    build beside what readers see, then switch
lock      one run at a time; a dead run holds nothing
record    what a run did, in the schema ops
summary   the numbers at the end
"""
