"""What other rooms may ask the catalog. They may read its table, so this runs in their process.

A module for each thing to ask for: who asks brings no more of the catalog than the answer takes.
"""
