"""The window: the only floor that knows Qt. It reads and writes through `desk` and holds no rule of the field."""
