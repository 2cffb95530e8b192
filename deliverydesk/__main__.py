"""`python -m deliverydesk` is the same as the command `deliverydesk`."""

import sys

from deliverydesk.cli.main import main

if __name__ == "__main__":  # a search spawns processes, which read this again
    sys.exit(main())
