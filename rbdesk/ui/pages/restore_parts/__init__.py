"""Parts of the page Pulihkan data."""
