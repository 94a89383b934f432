"""How minutes are written: turns and lines, saved over what stands without the loss of a word."""
