"""A Slack workspace on this machine: the stand-in behind the Web API, and the page to try the assistant on."""
