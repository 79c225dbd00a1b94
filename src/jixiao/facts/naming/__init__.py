"""What a figure is by the words around it (称谓): its name and subject, its measure, or a change."""
