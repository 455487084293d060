"""Exact association rules of baskets: itemsets, measures, significance."""
