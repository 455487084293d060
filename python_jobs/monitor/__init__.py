"""What people and monitors learn about runs.

history  the last runs, and whether the data is fresh and correct
notify   a message when a run fails
logs     lines on the screen and in a file that rotates, as text or JSON
"""
