"""How a file writes its values, and what they mean: found by looking at every value, never by guessing.

A value is read as what it means, or the file is refused with a sentence that names the line of the feed
which decides, or a doubt is told. Normalisation is SQL over whole columns of a DuckDB table of text.

- `numbers`: one decimal mark for all number columns of a file, thousands, signs, currency marks.
- `dates`: the one form of a file's dates: formats, zones, serial numbers, month names; date and time
  in two columns.
- `month_names`: the names of months in Europe's languages (Unicode's CLDR, by way of babel).
- `ids`: null words, `22423.0`, `="00123"`, scientific notation, invisible characters, longest codes.

The zero-padded number formats of workbooks are read where workbooks are (`00022` for a cell that holds
22), since only there the format is known.
"""
