"""The bodies of analytics' requests and answers."""
