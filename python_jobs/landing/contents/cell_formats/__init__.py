"""Cells of a workbook whose number format says more than the number: zeros in front, or one of several
currencies. Calamine gives a cell's number without its format, so a workbook that has such a format is read a second time: one module for each kind of workbook.
"""
