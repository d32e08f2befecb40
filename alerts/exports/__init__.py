"""What is known, in the forms that analysts and casualty recorders work with."""
