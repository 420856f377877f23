import { environmentText, type FileTexts } from './alembic-project.ts';
import { revisionFile } from './revision-file.ts';

/** The baseline of a database that was there before Alembic. */
export const BASELINE = '5a9d6371e18c';

/** Two declarative bases, one for the platform and one for its connectors. */
export const MODELS: FileTexts = {
  'app/__init__.py': '',
  'app/models.py': `import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    email = sa.Column(sa.String(120), nullable=False, unique=True)
    timezone = sa.Column(sa.String(40), server_default="UTC")


class Agent(Base):
    __tablename__ = "agents"
    id = sa.Column(sa.Integer, primary_key=True)
    owner_id = sa.Column(sa.ForeignKey("users.id"), nullable=False, index=True)
`,
  'aam_hybrid/__init__.py': '',
  'aam_hybrid/shared/__init__.py': '',
  'aam_hybrid/shared/models.py': `import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Connection(Base):
    __tablename__ = "connections"
    id = sa.Column(sa.Integer, primary_key=True)
    kind = sa.Column(sa.Enum("crm", "mail", name="connection_kind"), nullable=False)
`,
};

const IMPORTS = 'from app.models import Base\nfrom aam_hybrid.shared.models import Base as ConnectorBase';

/** An `env.py` that tells Alembic of both. */
export const BOTH_BASES = environmentText(IMPORTS, '[Base.metadata, ConnectorBase.metadata]');

/** The same, through one metadata of its own. */
export const MERGED_BASES = environmentText(
  `${IMPORTS}
from sqlalchemy import MetaData

merged = MetaData()
for metadata in (Base.metadata, ConnectorBase.metadata):
    for table in metadata.tables.values():
        table.to_metadata(merged)`,
  'merged',
);

export const ONE_BASE = environmentText(IMPORTS, 'Base.metadata');

/** What production held on the day that Alembic came. */
export const OLD_SCHEMA = `
  CREATE TABLE users (id serial PRIMARY KEY, email varchar(120) NOT NULL UNIQUE);
  CREATE TYPE connection_kind AS ENUM ('crm', 'mail');
  CREATE TABLE connections (id serial PRIMARY KEY, kind connection_kind NOT NULL);
  INSERT INTO users (email) VALUES ('ada@example.org');
  INSERT INTO connections (kind) VALUES ('crm');
`;

/** By file name: the baseline, and what was done to each base since. */
export const REVISIONS: FileTexts = {
  [`${BASELINE}_baseline_migration_existing_schema.py`]: revisionFile({ revision: BASELINE }),
  'b2_agents.py': revisionFile({
    revision: 'b2',
    down: BASELINE,
    upgrade: [
      "op.create_table('agents', sa.Column('id', sa.Integer, primary_key=True),",
      "    sa.Column('owner_id', sa.Integer, sa.ForeignKey('users.id'), nullable=False))",
      "op.create_index('ix_agents_owner_id', 'agents', ['owner_id'])",
    ],
    downgrade: ["op.drop_table('agents')"],
  }),
  'c3_timezone.py': revisionFile({
    revision: 'c3',
    down: 'b2',
    upgrade: ["op.add_column('users', sa.Column('timezone', sa.String(40), server_default='UTC'))"],
    downgrade: ["op.drop_column('users', 'timezone')"],
  }),
};
