import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { cleanUpAfterEach, session } from './session.ts';

cleanUpAfterEach();

const isLinux = process.platform === 'linux';
const skipped = isLinux ? '' : ' (skipped: only Linux tells of the memory of another process in a file)';

const FIRST = revision("'a1'", 'None');
const SECOND = revision("'b2'", "'a1'");
const EDITS = 10_000;
const MEGABYTE = 1024;

function revision(id: string, parent: string): string {
  return `from alembic import op
import sqlalchemy as sa

revision = ${id}
down_revision = ${parent}


def upgrade():
    op.add_column('orders', sa.Column('note', sa.Text(), nullable=True))


def downgrade():
    op.drop_column('orders', 'note')
`;
}

/** Kilobytes that a process holds at this moment. */
function memoryOf(pid: number | undefined): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

function least(values: readonly number[]): number {
  return Math.min(...values);
}

describe.skipIf(!isLinux)(`a server that runs all day${skipped}`, () => {
  test(`holds no more after ${EDITS} edits than after half of them`, async () => {
    const { editor, at } = await session({ 'alembic/versions/a1_note.py': FIRST });
    const uri = at('alembic/versions/b2_again.py');
    await editor.open(uri, SECOND);
    const held: number[] = [];
    for (let edit = 1; edit <= EDITS; edit += 1) {
      await editor.change(uri, `${SECOND}# ${edit}\n`);
      if (edit % 20 !== 0) continue;
      await editor.pull(uri);
      held.push(memoryOf(editor.process.child.pid));
    }
    // Garbage comes and goes: what counts is what is left when it was collected.
    const [half, whole] = [held.slice(held.length / 4, held.length / 2), held.slice((held.length * 3) / 4)];
    expect(least(whole) - least(half)).toBeLessThan(25 * MEGABYTE);
  });
});
