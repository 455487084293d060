"""Files in, rows in raw.order_lines out. A file's way leads in one direction; each stage knows only the ones
before it:

values       how a file writes numbers, dates and ids, and what they mean
feeds        what a shop's export looks like, as someone has written it down
files        files by name, a private hashed copy of each, archives unpacked with care
contents     what a file holds: texts (and their encoding) or the sheets of a workbook
tables       texts and sheets as tables: delimiter, header, records, bad lines set aside with the reason
lines        tables as lines in our fields: dates and numbers in one form, gathered outside the warehouse
doubts       what is odd about a file's lines, told aloud
matching     which feed each table follows; propose: the feed that a file would need
read         files through all of these stages, several at once
other_files  a file beside those that are landed: replaced, moved, renumbered, in another currency
inspection   a file shown as it is understood, and nothing landed
land         all of it, then into the warehouse: in order, one transaction a file
dropped      files that others drop: looked at, read and moved without following a link
forget       the way back: what is landed taken out again
drop_folder  a folder where files arrive: what is new is landed and moved away

Only the form of a file is touched, never its facts.
"""
