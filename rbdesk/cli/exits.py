"""The exit codes: part of what scripts rely on, never changed."""

DONE = 0
NOT_IN_ORDER = 1  # the data: findings, a refused bundle, a conflict; told, nothing lost
WRONG_USAGE = 2
MACHINE = 3  # disk full, locked, read-only, damaged
OUR_BUG = 70  # a traceback stands in the log
STOPPED = 130  # Ctrl-C, as every program of a terminal says it
