"""What happens without being asked: imports, training, scoring."""
