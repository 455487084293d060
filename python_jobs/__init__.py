"""The Python side of Customer Intelligence: land files, mine rules, fit the purchase model, run everything."""
