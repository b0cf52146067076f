"""The scripts that ask the real Keras are run by hand; pytest would look for doctests in them."""

collect_ignore_glob = ["freeze_*.py"]
