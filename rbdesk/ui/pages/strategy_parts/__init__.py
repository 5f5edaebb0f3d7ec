"""The pieces of the page Strategi 4+1, for it alone."""
