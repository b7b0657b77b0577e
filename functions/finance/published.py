"""What other rooms may ask of finance: nothing."""

__all__: list[str] = []
