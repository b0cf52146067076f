# A plugin for the runs in processes of their own; imported here it would put dlteach in Keras's place.
collect_ignore = ["under_our_name.py"]
