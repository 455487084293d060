"""A file beside the others of its feed and of the warehouse: which lines it replaces, and what nothing in the file itself can tell."""
