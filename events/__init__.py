"""What the rooms say to each other: one module of event classes per telling context."""
