"""The pieces of the page Kepuasan masyarakat, for it alone."""
