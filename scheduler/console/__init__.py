"""The console: pages for people over what is kept, in Arabic and English, live."""
