"""What we know about selling, computed: no clock, no disk, no network."""
