"""The Python side of Customer Intelligence: land files, mine rules, and run everything in order."""
