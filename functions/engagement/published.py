"""What other rooms may ask of engagement: nothing. It is told, and tells people."""

__all__: list[str] = []
