"""Every version that minutes ever had: told, compared, brought back."""
