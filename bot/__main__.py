"""python -m bot …"""

import gc
import sys

# Objects made before the collector looks for cycles among them. Loading the program makes half a million that stay, an
# answer some thousands and leaves none behind; with Python's 700 looking took a sixth of either.
gc.set_threshold(10_000, 20, 50)

from bot.cli import main  # noqa: E402  after the line above, whose purpose is the loading

if __name__ == "__main__":
    sys.exit(main())
