"""Files in, rows in raw.order_lines out: only the form of a file is touched, never its facts.

files          the files that a landing is given, by the names that the warehouse keeps
snapshot       a private, hashed copy of a file, so that nothing changes under the reader
tables         the tables inside a file: a delimited text, the members of a zip, the sheets of a workbook
unpacking      compressed files and archives, and when they are traps
delimited      records out of delimited text, bad lines set aside with the reason
records        one record, from one line or several
workbook       records out of a spreadsheet
workbook_rows  the program that opens it
feeds          which column is what
forms          date forms and decimal marks
scratch        lines gathered and normalised outside the warehouse
land           all of it, in order, one transaction a file
drop_folder    a folder where files arrive: what is new is landed and moved away
"""
