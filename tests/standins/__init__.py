"""Small servers on loopback that behave as the systems outside are documented to; for tests and for trying."""
