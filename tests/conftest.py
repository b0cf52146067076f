from hypothesis import settings

# The machine decides how long an example takes; what is measured in time belongs in benchmarks/.
settings.register_profile("dlteach", deadline=None)
settings.load_profile("dlteach")
