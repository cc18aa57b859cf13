"""Every system outside the process, the SQL store included, each behind a role."""
