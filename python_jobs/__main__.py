"""`python -m python_jobs` is the command customer-intelligence."""

from python_jobs.cli import main

if __name__ == "__main__":
    main()
