"""What the program costs on this machine: whole processes, as a user starts them."""
