"""Cards: pure functions from values to Slack's blocks, all text made safe on the way."""
