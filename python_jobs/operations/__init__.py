"""What makes a run trustworthy with nobody watching.

lock       one run at a time; a dead run holds nothing
record     what a run did, in the schema ops
history    what the record says: the last runs, and whether the data is fresh and correct
notify     a word to people when a run fails
logs       lines on the screen and in a file that rotates, as text or JSON
incoming   a drop folder: what is new is landed and moved away
schedule   what to install so that the run starts every night
power_bi   the refresh of the published Power BI model
"""
