"""A document on paper or in a file becomes a draft, once a human has looked at what was understood of it."""
