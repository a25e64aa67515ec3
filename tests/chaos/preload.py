"""Imported once by the process that workers are forked from: a worker then starts in a moment."""

import alembic.command
import msal
import O365
import psycopg
import sqlalchemy.dialects.postgresql.psycopg
import sqlalchemy.dialects.sqlite

import bot.app
import bot.cli.run
import bot.graph.wire
import bot.scheduler
import bot.trusts
import bot.worker

__all__ = ["O365", "alembic", "bot", "msal", "psycopg", "sqlalchemy"]
