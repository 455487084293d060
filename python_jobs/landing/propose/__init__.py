"""A feed for an unknown export, by the names of its columns and by their values."""
