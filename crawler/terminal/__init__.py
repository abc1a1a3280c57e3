"""What a person in front of a terminal sees: texts in columns, colours, messages, and a line of progress."""
