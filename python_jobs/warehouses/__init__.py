"""The warehouses that the Python jobs write to: one module each, the same promises (warehouse.py)."""
