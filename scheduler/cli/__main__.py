"""python -m scheduler.cli: the same as the command rasid."""

from scheduler.cli.main import main

if __name__ == "__main__":
    main()
