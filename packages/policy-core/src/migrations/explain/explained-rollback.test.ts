import { describe, expect, test } from 'vitest';

import { treeObservations } from '../../checker/observations-from-input.ts';
import { migrations } from '../facts/known-migrations.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { askIn } from '../../testing/ask-in.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY, sampleRevision, type SampleRevision } from '../../testing/sample-revision.ts';
import { explainedRollback } from './explained-rollback.ts';

const parsers = await testParsers();

function historyOf(samples: Readonly<Record<string, SampleRevision | string>>): RevisionHistory {
  const policy = policyOf(ALEMBIC_POLICY);
  const files = Object.entries(samples).map(([id, sample]) => ({
    path: `alembic/versions/${id}_x.py`,
    text: typeof sample === 'string' ? sample : sampleRevision({ id, ...sample }),
  }));
  const { histories } = askIn(policy, treeObservations(policy, files, {}), { parsers })(migrations);
  const [history] = histories.known ? histories.value : [];
  if (history === undefined) throw new Error('The sample has a history.');
  return history;
}

const TABLE = {
  upgrade: 'op.create_table("notes", sa.Column("id", sa.Integer()))',
  downgrade: 'op.drop_table("notes")',
};
const INDEX = {
  upgrade: 'op.create_index("ix_orders_no", "orders", ["no"], unique=True)',
  downgrade: 'op.drop_index("ix_orders_no", "orders")',
};
const DROP = {
  upgrade: 'op.drop_column("orders", "note")',
  downgrade: 'raise RuntimeError("restore the backup")',
};
const NOTHING = { revisions: [], backup: false, blocked_by: null, why: null };

describe('[D-11] going back over a revision', () => {
  test('takes the code alone where it only adds a table', () => {
    const history = historyOf({ a1: {}, b2: { parent: '"a1"', ...TABLE } });
    expect(explainedRollback(history, 'b2')).toEqual({ ...NOTHING, kind: 'code-only' });
  });

  test('takes it back with everything that builds on it', () => {
    const history = historyOf({
      a1: {},
      b2: { parent: '"a1"', ...INDEX },
      c3: { parent: '"b2"', ...TABLE },
    });
    expect(explainedRollback(history, 'b2')).toMatchObject({
      kind: 'downgrade-first',
      revisions: ['c3', 'b2'],
    });
  });

  test('leaves out what lies on another branch', () => {
    const history = historyOf({
      a1: {},
      b2: { parent: '"a1"', ...INDEX },
      c3: { parent: '"a1"', ...DROP },
    });
    expect(explainedRollback(history, 'b2')).toMatchObject({ kind: 'downgrade-first', revisions: ['b2'] });
  });

  test('is blocked by what cannot be taken back, wherever it lies above', () => {
    const history = historyOf({
      a1: {},
      b2: { parent: '"a1"', ...INDEX },
      c3: { parent: '"b2"', ...DROP },
    });
    expect(explainedRollback(history, 'b2')).toMatchObject({
      kind: 'roll-forward',
      blocked_by: 'c3',
      why: expect.stringMatching(/\.$/),
    });
  });

  test('counts what depends on it as built on it', () => {
    const history = historyOf({
      a1: {},
      b2: { parent: '"a1"', ...TABLE },
      c3: { parent: '"a1"', module: 'depends_on = "b2"', ...DROP },
    });
    expect(explainedRollback(history, 'b2')).toMatchObject({ kind: 'roll-forward', blocked_by: 'c3' });
  });

  test('is not known where something above does what nobody can read', () => {
    const history = historyOf({
      a1: {},
      b2: { parent: '"a1"', upgrade: 'op.execute(build())', downgrade: 'op.execute(undo())' },
    });
    expect(explainedRollback(history, 'b2')).toMatchObject({ kind: 'undetermined', blocked_by: 'b2' });
  });
});
