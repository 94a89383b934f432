"""The whole archive in one file, and back: database, files and keys, with a manifest of what they are.

A backup is a compressed tar of mode 0600 (it holds the keys): `manifest.json` first, then the database, the keys and
the files that the database names. Sessions and counted tries are left out: after a restore everybody signs in again.
"""
