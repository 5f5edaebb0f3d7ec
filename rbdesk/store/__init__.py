"""The only floor that knows SQL: a desk's database and the files beside it. Knows no bundle, no window, no words."""
