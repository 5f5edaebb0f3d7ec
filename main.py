"""Starts RBDesk from a checkout: `python main.py` opens the window, with arguments it is the command line."""

import sys

from rbdesk.main import main

if __name__ == "__main__":
    sys.exit(main())
