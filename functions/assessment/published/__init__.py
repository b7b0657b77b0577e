"""What other rooms may ask of assessment: a module for each thing to ask for."""
