"""What tables say (表中的数): their figures in units, and which rows and columns follow from each other."""
