"""The SQL store: the only place that knows SQL; repositories give records or frames."""
