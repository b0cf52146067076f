import os

from hypothesis import settings

# The machine decides how long an example takes; what is measured in time belongs in benchmarks/.
# The gate draws the same examples every time: a rare find belongs to whoever works on the code.
settings.register_profile("dlteach", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("dlteach")
