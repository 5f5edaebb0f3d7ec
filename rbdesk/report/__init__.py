"""Documents for paper: what they say and how they are drawn. Knows no window and no store."""
