"""``python -m analysis`` is ``stance``."""

import sys

from analysis.cli import main

sys.exit(main())
