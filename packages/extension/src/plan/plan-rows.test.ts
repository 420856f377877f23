import { describe, expect, test } from 'vitest';

import { RECOVERY_STEPS } from '../../../policy-core/src/database/plan/recovery-steps.ts';
import type { PlanCheck } from './plan-outcome.ts';
import { planHeadline, planRows, type PlanRow } from './plan-rows.ts';

const DROPS = {
  kind: 'drop-table',
  text: 'Drops the table sessions and every row in it.',
  line: 3,
  quote: 'DROP TABLE sessions;',
};
const UNCLEAR = { kind: undefined, text: 'This line is not known.', line: 1, quote: '' };
const REFUSED: PlanCheck = {
  verdict: 'fail',
  statements: 2,
  reasons: [DROPS],
  unjudged: [UNCLEAR],
  recovery: [
    'Cancel the publish. Until it is approved, nothing has changed.',
    'Run the guard again: `lockkeeper guard`, or ./scripts/deploy_guard.sh.',
  ],
};
const PASSED: PlanCheck = { verdict: 'pass', statements: 1, reasons: [], unjudged: [], recovery: [] };

describe('the view of a plan', () => {
  test('says what stands against the plan, and what to do instead, first to cancel it [row 4.25]', () => {
    expect(outline(planRows(REFUSED, new Set()))).toEqual([
      'Do not approve this plan: 1 reason. (2 SQL statements)',
      '  Drops the table sessions and every row in it. (line 3, drop-table)',
      '  This line is not known. (line 1, not judged)',
      'Do this instead (0 of 2 done)',
      '  [ ] 1. Cancel the publish.',
      '    Until it is approved, nothing has changed.',
      '  [ ] 2. Run the guard again: `lockkeeper guard`, or ./scripts/deploy_guard.sh.',
    ]);
  });

  test('ticks what is done, and counts it', () => {
    const rows = outline(planRows(REFUSED, new Set([0])));
    expect(rows).toContain('Do this instead (1 of 2 done)');
    expect(rows).toContain('  [x] 1. Cancel the publish.');
    expect(rows).toContain('  [ ] 2. Run the guard again: `lockkeeper guard`, or ./scripts/deploy_guard.sh.');
  });

  test('numbers the steps as they are ticked', () => {
    const rows = planRows(REFUSED, new Set())[1]?.children ?? [];
    expect(rows.map(({ step }) => step)).toEqual([0, 1]);
  });

  test('shows the line as evidence, and leads to it', () => {
    const [reason, unjudged] = planRows(REFUSED, new Set())[0]?.children ?? [];
    expect([reason?.tooltip, reason?.line]).toEqual([`${DROPS.text}\n\n${DROPS.quote}`, 3]);
    expect([unjudged?.tooltip, unjudged?.line]).toEqual([UNCLEAR.text, 1]);
  });

  test('has no steps where nothing was found', () => {
    expect(outline(planRows(PASSED, new Set()))).toEqual([
      'Nothing in this plan removes data. (1 SQL statement)',
    ]);
  });

  test('leaves no word of the steps out, and adds none but their number', () => {
    const rows = planRows({ ...REFUSED, recovery: RECOVERY_STEPS }, new Set())[1]?.children ?? [];
    const said = rows.map(({ label, children }) => [label, ...children.map((one) => one.label)].join(' '));
    expect(said).toEqual(RECOVERY_STEPS.map((step, index) => `${index + 1}. ${step}`));
    expect(rows.map(({ tooltip }) => tooltip)).toEqual(RECOVERY_STEPS);
  });

  test('gives every row an id of its own', () => {
    const ids = flat(planRows({ ...REFUSED, recovery: RECOVERY_STEPS }, new Set())).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test.each<[Partial<PlanCheck>, string]>([
  [{}, 'Do not approve this plan: 1 reason.'],
  [{ reasons: [DROPS, DROPS] }, 'Do not approve this plan: 2 reasons.'],
  [{ verdict: 'undetermined' }, 'This plan is not proved: 1 part cannot be judged.'],
  [
    { verdict: 'undetermined', unjudged: [UNCLEAR, UNCLEAR] },
    'This plan is not proved: 2 parts cannot be judged.',
  ],
  [PASSED, 'Nothing in this plan removes data.'],
])('the headline of %o', (given, headline) => {
  expect(planHeadline({ ...REFUSED, ...given })).toBe(headline);
});

function flat(rows: readonly PlanRow[]): readonly PlanRow[] {
  return rows.flatMap((row) => [row, ...flat(row.children)]);
}

function outline(rows: readonly PlanRow[], indent = ''): readonly string[] {
  return rows.flatMap(({ label, description, isDone, children }) => {
    const box = isDone === undefined ? '' : isDone ? '[x] ' : '[ ] ';
    const more = description === '' ? '' : ` (${description})`;
    return [`${indent}${box}${label}${more}`, ...outline(children, `${indent}  `)];
  });
}
