"""What other rooms may ask of learning: a module for each thing to ask for."""
