"""`python -m jixiao`: the command line, where its own program is not on the path."""

from jixiao.cli import main

if __name__ == "__main__":
    main()
