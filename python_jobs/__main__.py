"""The command customer-intelligence, which is `python -m python_jobs` too."""

from __future__ import annotations

from python_jobs.core import interrupts


def main() -> None:
    """Run the command. Its imports take a second or two, in which Ctrl-C must do what it does later."""
    interrupts.listen()
    from python_jobs.cli import main as run_command

    run_command()


if __name__ == "__main__":
    main()
