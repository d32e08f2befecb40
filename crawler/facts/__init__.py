"""Facts of a story: casualty figures, diplomatic acts, and where the text contradicts itself."""
