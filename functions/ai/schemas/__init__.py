"""What ai takes and answers over HTTP."""
