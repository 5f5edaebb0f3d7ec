"""The pieces of the page Hasil tahun lalu, for it alone."""
