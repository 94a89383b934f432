class Refused(Exception):
    """Why a backup was not made, or not restored: one English line for whoever runs the server."""
