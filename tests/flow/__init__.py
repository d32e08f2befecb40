"""Whole processes: feed bytes in, message out; roles and servers killed in the middle."""
