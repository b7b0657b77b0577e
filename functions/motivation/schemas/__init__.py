"""The bodies of motivation's requests and answers."""
