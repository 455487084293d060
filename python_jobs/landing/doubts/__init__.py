"""What a file shows that may be meant otherwise: it is landed, and someone should look. What its lines show once
they are in the warehouse stands in the model marts.doubts."""
