"""The pieces of the page Survei, for it alone."""
