"""`python -m deliverydesk` is the same as the command `deliverydesk`."""

import sys

from deliverydesk.cli.main import main

sys.exit(main())
