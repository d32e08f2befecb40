"""Whose text it is: news agencies, credited sources, bylines."""
