"""意见箱: what people say about the burden and the system reaches the office from every page, and is answered."""
