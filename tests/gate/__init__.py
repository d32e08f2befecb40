"""Floors under the accuracy of what is read: they may rise, never fall."""
