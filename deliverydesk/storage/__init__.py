"""The portfolio file: tables, migrations, backups and checks on open."""
