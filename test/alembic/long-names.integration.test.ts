import { beforeAll, describe, expect, test } from 'vitest';

import { readRevision } from '../../packages/policy-core/src/migrations/alembic/revision.ts';
import { sqlOperations } from '../../packages/policy-core/src/migrations/sql/operations.ts';
import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { alembicProject } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';

const LONG = 'a_very_long_name_of_a_constraint_that_somebody_made_from_a_convention_and_kept';

/** Steps that give a thing a name that op.f() or conv() hold ready. */
const STEPS: readonly string[] = [
  `op.create_index(op.f('ix_${LONG}'), 'orders', ['id'])`,
  `op.create_index('ix_short', 'orders', ['id'])`,
  `op.create_index(op.f('ix_${'b'.repeat(60)}'), 'orders', ['id'])`,
  `op.create_index(op.f('ix_${'b'.repeat(61)}'), 'orders', ['id'])`,
  `op.create_unique_constraint(op.f('uq_${LONG}'), 'orders', ['id'])`,
  `op.create_check_constraint(op.f('ck_${LONG}'), 'orders', 'id > 0')`,
  `op.create_foreign_key(op.f('fk_${LONG}'), 'orders', 'lines', ['id'], ['id'])`,
  `op.create_primary_key(op.f('pk_${LONG}'), 'orders', ['id'])`,
  `op.create_unique_constraint(sa.sql.elements.conv('uq_${LONG}'), 'orders', ['id'])`,
  `op.drop_index(op.f('ix_${LONG}'), table_name='orders')`,
  `op.drop_constraint(op.f('uq_${LONG}'), 'orders')`,
];

describe.skipIf(alembic.kind === 'unavailable')('real Alembic and names of more than 63 characters', () => {
  let parsers: Parsers;
  beforeAll(async () => {
    parsers = await testParsers();
  });

  test.each(STEPS)('are shortened alike: %s', async (step) => {
    const file = revisionFile({ revision: 'a1', upgrade: [step], downgrade: ['pass'] });
    const project = await alembicProject({ revisions: { 'a1.py': file } });
    const sql = await project.succeed('upgrade', 'a1', '--sql');
    const written = sqlOperations(parsers.sql, sql.join('\n')).flatMap(namesIn);
    const reading = readRevision(parsers, file);
    const read = reading.kind === 'revision' ? reading.upgrade.steps.flatMap(namesIn) : [];
    expect(read).toHaveLength(1);
    expect(written).toEqual(expect.arrayContaining(read));
  });
});

/** Names of indexes and constraints that a step makes or drops. */
function namesIn(step: object): readonly string[] {
  const found = JSON.stringify(step).matchAll(/"name":\{[^{}]*"text":"((?:ix|uq|ck|fk|pk)_[^"]*)"/g);
  return [...found].flatMap(([, name = '']) => name);
}
