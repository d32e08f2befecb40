"""Whether LightGBM can be used here: it is in none of the locks that tests are run with."""

from typing import Any

import pytest


def lightgbm() -> Any:
    """The module; skips the test, with the reason, where it cannot be imported."""
    try:
        import lightgbm as found
    except (ImportError, OSError) as error:  # OSError: the system has no OpenMP
        pytest.skip(f"LightGBM cannot be used here: {error}")
    return found
