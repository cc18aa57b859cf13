"""Figures rather than tests: how fast and how good, measured in one run on this machine."""
