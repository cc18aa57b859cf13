"""Looking at the data before anything is learned from it: one section of the report a file."""
