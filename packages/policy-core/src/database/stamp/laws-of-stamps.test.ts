import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { unseen } from '../../testing/sample-audit.ts';
import { shopAt, shopHistory, stampPlanOf } from '../../testing/sample-stamp.ts';
import { stampAnswer } from '../../answers/stamp-answer.ts';
import type { StampPlan } from './stamp-plan.ts';

const history = shopHistory(await testParsers());

/** Rows of `alembic_version`; `undefined`: there is no such table. */
type Rows = readonly string[] | undefined;

/** What a database takes at once: nothing is lost between looking and writing. */
function committed(plan: StampPlan, rows: Rows): Rows {
  if (plan.decision !== 'stamp' || JSON.stringify(rows ?? null) !== JSON.stringify(plan.versions))
    return rows;
  return [...(rows ?? []), plan.revision ?? ''];
}

/** In what order so many runs look and write; each looks before it writes. */
const anyOrder = fc.integer({ min: 1, max: 8 }).chain((runs) =>
  fc.shuffledSubarray(
    Array.from({ length: runs * 2 }, (_, index) => index >> 1),
    { minLength: runs * 2, maxLength: runs * 2 },
  ),
);

const anyRows: fc.Arbitrary<Rows> = fc.oneof(
  fc.constant(undefined),
  fc.uniqueArray(fc.constantFrom('a1', 'b2', 'c3', 'dead', ''), { maxLength: 3 }),
);

function afterRuns(order: readonly number[], before: Rows) {
  const plans = new Map<number, StampPlan>();
  let rows = before;
  let changes = 0;
  for (const run of order) {
    const plan = plans.get(run);
    if (plan === undefined) {
      plans.set(run, stampPlanOf(history, { sight: shopAt(rows) }));
      continue;
    }
    const after = committed(plan, rows);
    if (after !== rows) changes += 1;
    rows = after;
  }
  return { rows, changes };
}

describe('runs of a stamp that overlap in any way', () => {
  test('leave one row where there was none, and change nothing else [row 4.08]', () => {
    fc.assert(
      fc.property(anyOrder, anyRows, (order, before) => {
        const isUntracked = before === undefined || before.length === 0;
        expect(afterRuns(order, before)).toEqual({
          rows: isUntracked ? ['a1'] : before,
          changes: isUntracked ? 1 : 0,
        });
      }),
    );
  });
});

describe('a plan', () => {
  test('has statements if and only if it may be done, and reasons if and only if it may not', () => {
    fc.assert(
      fc.property(anyRows, fc.boolean(), fc.boolean(), (rows, isDestructive, isUnjudged) => {
        const pending = {
          by: 'alembic',
          destructive: isDestructive ? ['Drops it.'] : [],
          unjudged: isUnjudged ? ['What?'] : [],
        } as const;
        const plan = stampPlanOf(history, { sight: shopAt(rows), pending });
        expect(plan.statements.length > 0).toBe(plan.decision === 'stamp');
        expect(plan.reasons.length > 0).toBe(['refused', 'undetermined'].includes(plan.decision));
        expect(plan.next_steps.length > 0).toBe(plan.reasons.length > 0);
        expect(plan.statements.join('\n')).not.toMatch(/drop|alter|delete|update|truncate/i);
      }),
    );
  });

  test('has the form that programs rely on, whatever was seen', () => {
    fc.assert(
      fc.property(anyRows, fc.constantFrom('a1', 'c3', 'gone'), fc.boolean(), (rows, revision, isSeen) => {
        const sight = isSeen ? shopAt(rows) : unseen('slow');
        const plan = stampPlanOf(history, { sight, revision });
        expect(stampAnswer.parse({ ...plan, outcome: 'planned', logged: null, after: null })).toMatchObject(
          plan,
        );
      }),
    );
  });
});
