/** What real repositories hold that a policy is written from, and what it leaves alone. */
export const MADE_REPOSITORIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a service with Alembic': {
    'README.md': '# Shop\n',
    'requirements.txt': 'alembic==1.13.1\nsqlalchemy==2.0.29\n',
    'requirements.lock': 'alembic==1.13.1\nsqlalchemy==2.0.29\n',
    'alembic.ini': '[alembic]\nscript_location = alembic\n',
    'alembic/env.py': 'from alembic import context\n',
    'alembic/versions/1a2b3c4d5e6f_users.py': `revision = '1a2b3c4d5e6f'
down_revision = None

import sqlalchemy as sa
from alembic import op


def upgrade():
    op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table('users')
`,
  },
  'a Django site with uv': {
    'manage.py': 'import django\n',
    'shop/migrations/__init__.py': '',
    'shop/migrations/0001_initial.py': 'from django.db import migrations\n',
    'shop/migrations/0002_gone.py':
      'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    operations = [migrations.DeleteModel("User")]\n',
    'uv.lock': 'version = 1\n',
    'pyproject.toml': '[project]\nname = "shop"\n',
  },
  'a Rails app': {
    Gemfile: "gem 'rails'\n",
    'db/migrate/20240101000000_create_users.rb': 'class CreateUsers < ActiveRecord::Migration[7.1]\nend\n',
    'db/schema.rb': 'ActiveRecord::Schema[7.1].define {}\n',
  },
  'a Node service with Prisma on MySQL': {
    'package.json': '{ "name": "shop" }\n',
    'package-lock.json': '{ "lockfileVersion": 3 }\n',
    'prisma/migrations/migration_lock.toml': 'provider = "mysql"\n',
    'prisma/migrations/20240101000000_init/migration.sql': 'CREATE TABLE users (id INT);\n',
  },
  'SQL migrations in a Go program': {
    'go.mod': 'module shop\n',
    'go.sum': 'example.com/x v1.0.0 h1:abc=\n',
    'internal/db/migrations/0001_users.up.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);\n',
    'internal/db/migrations/0001_users.down.sql': 'DROP TABLE users;\n',
  },
  'a text and nothing else': { 'README.md': '# Notes\n' },
};
