import { expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { readRevision } from './revision.ts';

/** The name of the index that a revision makes. */
async function indexNamed(written: string): Promise<unknown> {
  const text = `from alembic import op\nrevision = 'a1'\ndown_revision = None\n\ndef upgrade():\n    op.create_index(${written}, 't', ['a'])\n`;
  const reading = readRevision(await testParsers(), text);
  const [step] = reading.kind === 'revision' ? reading.upgrade.steps : [];
  return step?.kind === 'operation' && step.operation.kind === 'create-index'
    ? step.operation.name?.text
    : undefined;
}

test.each([
  [`op.f('ix_${'b'.repeat(60)}')`, `ix_${'b'.repeat(60)}`],
  [`op.f('ix_${'b'.repeat(61)}')`, `ix_${'b'.repeat(52)}_fbeb`],
  [`conv('ix_${'b'.repeat(61)}')`, `ix_${'b'.repeat(52)}_fbeb`],
  [`'ix_${'b'.repeat(61)}'`, `ix_${'b'.repeat(61)}`],
])('a name that is ready is shortened where it is longer than 63 characters: %s', async (written, name) => {
  expect(await indexNamed(written)).toBe(name);
});
