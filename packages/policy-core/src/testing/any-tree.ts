import fc from 'fast-check';

/** A policy whose rules read files that lead to others. */
export const TREE_POLICY = {
  protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }],
  documents: ['docs/**'],
  dependencies: [{ id: 'api', source: 'r.in', lock: 'r.lock' }],
  migrations: {
    alembic: ['alembic/versions/'],
    sql: ['db/*.sql'],
    models: ['app/models.py', 'app/names.py'],
    application: ['app/**'],
  },
  change_scope: { applies_to: ['human', 'ai'], allow: ['app/**'] },
};

/** What may lie at each path: what leads to other paths, what a parser alone reads, what nobody reads. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'alembic.ini': ['[alembic]\nscript_location = alembic\n', '[alembic]\nversion_locations = other\n', '['],
  'alembic/env.py': [
    'target_metadata = None\n',
    'from app.models import Base\ntarget_metadata = Base.metadata\n',
    'from app import names\nimport alembic.helpers\ncontext.configure(target_metadata=names.metadata)\n',
    'def (',
  ],
  'alembic/helpers.py': ['from app.names import NAME\n', 'NAME = "a"\n'],
  'alembic/versions/1.py': [
    'from app.names import NAME\nrevision = "1"\ndown_revision = None\ndef upgrade():\n    op.drop_table(NAME)\n',
    'from ..helpers import drop\nrevision = "1"\ndown_revision = None\ndef upgrade():\n    drop(op)\n',
    'revision = "1"\ndown_revision = "0"\n',
    'def (',
  ],
  'alembic/versions/2.py': [
    'import app.models as models\nrevision = "2"\ndown_revision = "1"\ndef upgrade():\n    op.execute(models.SQL)\n',
  ],
  'app/__init__.py': ['', 'from .names import NAME\n'],
  'app/models.py': [
    'from sqlalchemy.orm import DeclarativeBase\nfrom .names import NAME\nclass Base(DeclarativeBase): pass\nclass A(Base):\n    __tablename__ = NAME\n',
    'SQL = "DROP TABLE a"\n',
  ],
  'app/names.py': ['NAME = "a"\n', 'from .deeper import NAME\n', 'def ('],
  'app/deeper.py': ['NAME = "b"\nengine.execute("DROP TABLE b")\n'],
  'db/1.sql': ['DROP TABLE a;', '\\i db/2.sql\n', "COPY a FROM 'core/a.csv';"],
  'db/2.sql': ['CREATE TABLE a (id int);', 'DROP'],
  'docs/a.md': ['See [b](b.md) and `app/models.py`.', '[c](../core/a.csv)', 'See `deep.md`.', 'See `b.mdd`.'],
  'docs/b.md': ['Nothing.'],
  'docs/x/deep.md': ['[y](y/)'],
  'core/a.csv': ['1\n'],
  'r.in': ['-r more.in\na==1\n', 'a==1\n'],
  'more.in': ['b==2\n', '-c r.in\n'],
  'r.lock': ['a==1\n'],
};

export const TREE_PATHS = Object.keys(PLACES);
const anyText = (path: string) => fc.option(fc.constantFrom(...(PLACES[path] ?? [])), { nil: undefined });
/** What lies at each path: a text, or nothing. */
export const anyTexts = fc.tuple(
  ...TREE_PATHS.map((path) => anyText(path).map((text) => [path, text] as const)),
);
