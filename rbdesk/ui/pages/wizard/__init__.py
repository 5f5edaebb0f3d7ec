"""The first run, step by step. It ends with a desk to open and knows no window."""
