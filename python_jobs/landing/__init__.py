"""Files in, rows in raw.order_lines out: only the form of a file is touched, never its facts.

snapshot   a private, hashed copy of a file, so that nothing changes under the reader
tables     the tables inside a file: a delimited text, the members of a zip, the sheets of a workbook
delimited  records out of delimited text, bad lines set aside with the reason
workbook   records out of a spreadsheet
feeds      which column is what
forms      date forms and decimal marks
scratch    lines gathered and normalised outside the warehouse
land       all of it, in order, one transaction a file
"""
