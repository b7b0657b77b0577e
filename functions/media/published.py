"""What other rooms may ask of media: nothing. They keep what they need of assets from its events."""

__all__: list[str] = []
