"""What a workbook says of a sheet beside the values of its cells: rows that nobody sees, formulas that nobody has calculated."""
