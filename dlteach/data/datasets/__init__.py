"""Data sets: some come with the package, some are drawn from a Generator, one is downloaded."""
