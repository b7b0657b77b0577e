"""The parts that stacks are built of: nouns, derived from manifests."""
