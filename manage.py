#!/usr/bin/env python3
"""Django's commands. Use `bin/manage`, which chooses the environment first."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qazvin20.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"qazvin20: {problem}")


if __name__ == "__main__":
    main()
