"""Nobody asks the sandbox but other rooms: there is nothing that people could be permitted."""
