"""通报: results and supervision are made known, and who was told has signed for it."""
