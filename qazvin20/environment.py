"""The environment variables that settings are made of. A wrong value stops the start with one clear line."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")


def number(name: str, default: int, least: int, most: int) -> int:
    """The whole number in the variable `name`, `default` where unset. Raises ImproperlyConfigured outside the range."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {text[:40]!r}")
    return int(text)


def order(name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """The words of `default` in the order that the variable `name` gives, between commas. Each must be there once."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    words = tuple(word.strip() for word in text.split(","))
    if sorted(words) != sorted(default):
        raise ImproperlyConfigured(
            f"{name} must hold {', '.join(default)} once each, between commas, not {text[:80]!r}"
        )
    return words


def folder(name: str, default: Path) -> Path:
    """The folder that the variable `name` names, as a path from the root; it need not be there yet."""
    path = Path(os.environ.get(name, "").strip() or default).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise ImproperlyConfigured(f"{name} must name a folder; {path} is none")
    return path


def site_url(name: str) -> str:
    """The address in the variable `name` (https://portal.example.org) without a last slash; empty where unset."""
    text = os.environ.get(name, "").strip().rstrip("/")
    if not text:
        return ""
    problem = ImproperlyConfigured(
        f"{name} must be an address like https://portal.example.org (http or https, no path), not {text[:80]!r}"
    )
    try:
        parts = urlsplit(text)
        host, port = parts.netloc.lower(), parts.port
    except ValueError:
        raise problem from None
    host = host.removesuffix(f":{port}")
    if parts.scheme not in ("http", "https") or parts.path or parts.query or parts.fragment or not HOST.fullmatch(host):
        raise problem
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")


def host_of(address: str) -> str:
    """The host in an address that `site_url` returned, as a Host header names it but for the port."""
    return re.sub(r":[0-9]+\Z", "", urlsplit(address).netloc)


@dataclass(frozen=True)
class Mail:
    """Where mail is handed in; `security` is "", "tls" (from the first byte) or "starttls"."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    security: str = ""


SECURITY = {"smtp": ("", 25), "smtps": ("tls", 465), "smtp+starttls": ("starttls", 587)}


def mail(name: str) -> Mail:
    """The mail server in the variable `name`, such as smtps://portal:password@mail.example.org; no host where unset."""
    text = os.environ.get(name, "").strip()
    if not text:
        return Mail()
    problem = ImproperlyConfigured(
        f"{name} must be smtp://, smtp+starttls:// or smtps:// with [USER:PASSWORD@]HOST[:PORT] and no path"
    )
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise problem from None
    host = (parts.hostname or "").lower()
    if parts.scheme not in SECURITY or parts.path.strip("/") or parts.query or not HOST.fullmatch(host):
        raise problem
    security, usual = SECURITY[parts.scheme]
    return Mail(host, port or usual, unquote(parts.username or ""), unquote(parts.password or ""), security)


def mail_address(name: str, default: str) -> str:
    """The mail address in the variable `name`, `default` where unset."""
    text = os.environ.get(name, "").strip() or default
    if not re.fullmatch(r"[^@\s<>,;\"]+@[A-Za-z0-9.-]+", text):
        raise ImproperlyConfigured(f"{name} must be one mail address like portal@example.org, not {text[:80]!r}")
    return text
