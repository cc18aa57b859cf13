"""What a rep sees, and the place where everything is put together."""
