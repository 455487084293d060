"""The Monday sentences: what moved, why, whom to call, each with its number."""
