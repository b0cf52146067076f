"""The formats of other systems, a file each. Nothing here grades."""
