"""Tests of the configuration: files, settings, several trusts."""
