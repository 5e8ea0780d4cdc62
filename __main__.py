"""`python -m evigraph` is `evigraph`."""

import sys

from evigraph.ui.cli import main

if __name__ == "__main__":
    sys.exit(main())
