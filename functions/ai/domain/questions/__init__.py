"""Questions made from a text: reading it for what can be asked, making items, checking them, choosing among them.

`items` has the words; `material` reads; `grammar` and `wording` know languages; `making` has a module per family of
questions; `checks` holds for whoever made an item, `choosing` puts a set together.
"""
