import { importedRepository } from './imported-repository.mjs';

const FILES = 100_000;
const FILES_IN_A_FOLDER = 100;
const MIGRATIONS = 200;

const POLICY = `version: 1
protected:
  - id: core
    paths: [services/payments**, infrastructure/**, 'packages/*/core/**']
    require: { label: approved-core-change }
dependencies:
  - id: backend
    source: backend/requirements.txt
    lock: backend/requirements.lock
migrations:
  alembic: [alembic/versions]
  sql: ['db/**/*.sql']
`;

/**
 * A checked-out repository of 100,000 files whose branch `change` is one commit of 10 files ahead of `main`.
 * Made once; about half a minute.
 *
 * @returns {string} its folder
 */
export function largeRepository() {
  return importedRepository({ name: 'large-repository-1', base: baseFiles, changed: changedFiles });
}

/** @returns {ReadonlyMap<string, string>} */
function baseFiles() {
  const files = new Map([
    ['lockkeeper.yaml', POLICY],
    ['backend/requirements.txt', requirements('==1.0.0')],
    ['backend/requirements.lock', requirements('==1.0.0')],
  ]);
  for (let number = 0; number < MIGRATIONS; number += 1) {
    files.set(`alembic/versions/${revisionId(number)}_step.py`, alembicRevision(number));
    files.set(`db/${String(number).padStart(4, '0')}_step.sql`, sqlMigration(number));
  }
  for (let number = 0; files.size < FILES; number += 1) {
    const folder = Math.floor(number / FILES_IN_A_FOLDER);
    files.set(`packages/p${folder % 40}/src/area${folder}/file${number}.py`, `VALUE = ${number}\n`);
  }
  return files;
}

/** Nine that are in order and one that drops a table: a run that finds something does all the work there is. */
function changedFiles() {
  return new Map([
    ['backend/requirements.txt', requirements('==1.0.1')],
    ['backend/requirements.lock', requirements('==1.0.1')],
    [`alembic/versions/${revisionId(MIGRATIONS)}_step.py`, alembicRevision(MIGRATIONS)],
    [`db/${String(MIGRATIONS).padStart(4, '0')}_step.sql`, `${sqlMigration(MIGRATIONS)}DROP TABLE orders;\n`],
    ...Array.from(
      { length: 6 },
      (_, number) => /** @type {const} */ ([`packages/p${number}/src/new.py`, 'VALUE = 0\n']),
    ),
  ]);
}

/** @param {string} pin */
function requirements(pin) {
  return Array.from({ length: 60 }, (_, number) => `package-${number}${pin}\n`).join('');
}

/** @param {number} number */
function revisionId(number) {
  return number.toString(16).padStart(12, '0');
}

/** @param {number} number */
function alembicRevision(number) {
  const before = number === 0 ? 'None' : `'${revisionId(number - 1)}'`;
  return `"""Step ${number}."""
from alembic import op
import sqlalchemy as sa

revision = '${revisionId(number)}'
down_revision = ${before}


def upgrade():
    op.add_column('orders', sa.Column('step_${number}', sa.Integer(), nullable=True))
    op.create_index('ix_orders_step_${number}', 'orders', ['step_${number}'])


def downgrade():
    op.drop_index('ix_orders_step_${number}')
    op.drop_column('orders', 'step_${number}')
`;
}

/** @param {number} number */
function sqlMigration(number) {
  return `CREATE TABLE step_${number} (id bigint PRIMARY KEY, name text NOT NULL);
CREATE INDEX step_${number}_name ON step_${number} (name);
`;
}
