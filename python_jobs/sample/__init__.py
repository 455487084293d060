"""Realistic made-up order lines with every defect that the models know how to treat.

catalogue  goods, and the sets of them that are bought together
orders     customers, their habits, and the invoices that follow from them
defects    what real exports do to such lines
generate   all of it into a CSV file in the form of Online Retail II
"""
