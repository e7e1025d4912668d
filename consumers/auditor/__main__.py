"""`python -m consumers.auditor`."""

import sys

from consumers.auditor.cli import main

sys.exit(main())
