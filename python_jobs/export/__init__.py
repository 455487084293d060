"""Lists of customers for other tools."""
