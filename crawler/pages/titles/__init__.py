"""A story's title: its pieces, the site's names on it, and the heading on the page."""
