"""Tests of the sample archive. This file makes pytest empty the tables when it leaves the folder (scope "package")."""
