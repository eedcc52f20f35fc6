"""Makes `fakes` importable, and keeps the environment from changing what tests see."""

import os

for name in ("BILAN_LANG", "NO_COLOR", "FORCE_COLOR"):
    os.environ.pop(name, None)
