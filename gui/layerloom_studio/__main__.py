"""`python -m layerloom_studio` is the command `layerloom`."""

import sys

from layerloom_studio.app import main

sys.exit(main())
