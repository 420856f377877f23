import { expect, test } from 'vitest';

import { observed } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { BACKUP, NEWER, RUNS, rollbackSight, TARGET, type Revisions } from '../../testing/sample-rollback.ts';
import { decideRollback } from './decide-rollback.ts';
import { rollbackSteps } from './rollback-steps.ts';

const parsers = await testParsers();

const BASE: Revisions = { a1: { upgrade: 'op.create_table("orders", sa.Column("id", sa.Integer()))' } };
const LABEL: Revisions = {
  ...BASE,
  b2: {
    parents: '"a1"',
    upgrade: 'op.add_column("orders", sa.Column("label", sa.Text()))',
    downgrade: 'op.drop_column("orders", "label")',
  },
};

const decided = (accepted: readonly string[]) =>
  decideRollback(
    rollbackSight(parsers, {
      target: BASE,
      current: LABEL,
      live: ['b2'],
      start: 'stops',
      backup: observed(BACKUP),
      accepted,
    }),
  );

test('a downgrade comes before the deploy, and one correction behind the proof [row 0.42]', () => {
  const steps = rollbackSteps(decided(['b2']), 'it answered 503');
  expect(steps).toEqual([
    {
      kind: 'downgrade',
      tree: RUNS,
      config: 'alembic.ini',
      section: null,
      from: ['b2'],
      to: 'a1',
      leaves: ['a1'],
    },
    { kind: 'deploy', commit: TARGET },
    { kind: 'verify', commit: TARGET },
    {
      kind: 'record',
      commit: TARGET,
      correction: { kind: 'rollback', from: RUNS, reason: 'it answered 503' },
    },
    { kind: 'hold', commit: RUNS, reason: 'it answered 503' },
  ]);
});

test('a deploy that works with both schemas runs while migrations are taken back', () => {
  const sight = rollbackSight(parsers, {
    target: BASE,
    current: LABEL,
    live: ['b2'],
    start: 'stops',
    backup: observed(BACKUP),
    accepted: ['b2'],
  });
  const { target: bridge } = rollbackSight(parsers, { target: BASE, current: LABEL, live: ['b2'] });
  const stepsWith = (other: typeof bridge) =>
    rollbackSteps(decideRollback({ ...sight, bridge: { ...other, commit: NEWER } }), 'why');
  expect(stepsWith(bridge).slice(0, 3)).toEqual([
    { kind: 'deploy', commit: NEWER },
    { kind: 'verify', commit: NEWER },
    expect.objectContaining({ kind: 'downgrade' }),
  ]);
  // One that stops on the schema of now, and one whose own schema is that of now.
  const [first] = stepsWith(sight.target);
  expect(first?.kind).toBe('downgrade');
  const { target: later } = rollbackSight(parsers, { target: LABEL, current: LABEL, live: ['b2'] });
  expect(stepsWith(later)[0]?.kind).toBe('downgrade');
});

test('there are none before somebody has said which loss they accept', () => {
  expect(() => rollbackSteps(decided([]), 'why')).toThrow('Only a rollback that may be done');
});
