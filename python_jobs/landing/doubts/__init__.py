"""What a file shows that may be meant otherwise: it is landed, and somebody should look. A doubt is a sentence
with an example and what to do."""
