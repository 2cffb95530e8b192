"""Help: what each figure is, and a guide to what is done most often."""
