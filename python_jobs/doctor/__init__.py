"""What would stop a run: findings, each with the way to fix it.

examine      the project, its profile, and which target to look at
sql_server   the server: driver, network, certificate, login, database, rights, settings
finding      one thing looked at
"""
