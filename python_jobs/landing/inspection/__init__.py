"""How an export is understood, for someone who has never landed it: columns, examples, counts, doubts, and a feed to write."""
