"""A model of who comes back, how often, and what an order is worth: fitted here, scored in SQL."""
