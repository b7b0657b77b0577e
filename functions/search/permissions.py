"""Who may do what in the catalog as students find it: anybody may look, where the organization lets them."""
