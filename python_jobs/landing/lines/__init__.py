"""Tables as lines in our fields: which column is what (the feed), what is left out, values in one form (by
values.reader.ValueReader), gathered in a DuckDB file outside the warehouse."""
