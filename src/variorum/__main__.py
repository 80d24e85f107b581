"""`python -m variorum` is the command `variorum`."""

from variorum.cli import main

if __name__ == "__main__":
    main()
