import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { rollbackOver, type AppliedRevision } from './rollback.ts';

type Trivial = AppliedRevision['classification']['trivial']['answer'];
type Reversible = AppliedRevision['classification']['reversible']['answer'];
type Destructive = AppliedRevision['classification']['destructive']['answer'];

function applied(
  id: string,
  trivial: Trivial,
  { reversible = 'yes', destructive = 'no', why = [] }: Partial<Rest> = {},
): AppliedRevision {
  const reasons = why.map((text) => ({ text, direction: 'downgrade' as const, at: undefined }));
  return {
    id,
    classification: {
      trivial: { answer: trivial, reasons: [] },
      reversible: { answer: reversible, reasons },
      destructive: { answer: destructive, reasons: [] },
    },
  };
}

interface Rest {
  readonly reversible: Reversible;
  readonly destructive: Destructive;
  readonly why: readonly string[];
}

describe('[D-11] going back to an earlier release', () => {
  test('asks nothing where nothing was applied since', () => {
    expect(rollbackOver([])).toEqual({ kind: 'code-only' });
  });

  test('asks nothing where the old code does not notice what was added', () => {
    const revisions = [applied('a1', 'yes'), applied('b2', 'yes', { reversible: 'no' })];
    expect(rollbackOver(revisions)).toEqual({ kind: 'code-only' });
  });

  test('takes back what the old code cannot live with, newest first', () => {
    expect(rollbackOver([applied('a1', 'no'), applied('b2', 'no')])).toEqual({
      kind: 'downgrade-first',
      revisions: ['b2', 'a1'],
      backup: false,
    });
  });

  test('leaves what came before that as it is, and takes what came after along', () => {
    const revisions = [applied('a1', 'yes'), applied('b2', 'no'), applied('c3', 'yes')];
    expect(rollbackOver(revisions)).toMatchObject({ revisions: ['c3', 'b2'] });
  });

  test.each<[string, Partial<Rest>]>([
    ['a table comes back without its rows', { reversible: 'partly' }],
    ['values are gone after the upgrade', { destructive: 'yes' }],
    ['nobody can tell whether values are gone', { destructive: 'unknown' }],
  ])('wants a backup first where %s', (_, rest) => {
    expect(rollbackOver([applied('a1', 'no', rest)])).toMatchObject({
      kind: 'downgrade-first',
      backup: true,
    });
  });

  test('is refused where a revision cannot be taken back', () => {
    const why = ['downgrade() raises RuntimeError.'];
    const revisions = [applied('a1', 'no', { reversible: 'no', why }), applied('b2', 'no')];
    expect(rollbackOver(revisions)).toEqual({ kind: 'roll-forward', revision: 'a1', why: why[0] });
  });

  test('is refused by the newest of several that cannot be taken back', () => {
    const no = { reversible: 'no' } as const;
    expect(rollbackOver([applied('a1', 'no', no), applied('b2', 'no', no)])).toMatchObject({
      revision: 'b2',
    });
  });

  test('is undetermined where nobody can tell, and never safe', () => {
    expect(rollbackOver([applied('a1', 'unknown', { reversible: 'unknown' })])).toEqual({
      kind: 'undetermined',
      revision: 'a1',
      why: 'Nothing is known of it.',
    });
  });
});

describe('whatever was applied', () => {
  const anyRevision = fc
    .record({
      trivial: fc.constantFrom<Trivial>('yes', 'no', 'unknown'),
      reversible: fc.constantFrom<Reversible>('yes', 'no', 'partly', 'unknown'),
      destructive: fc.constantFrom<Destructive>('yes', 'no', 'unknown'),
    })
    .map(({ trivial, ...rest }) => applied('r', trivial, rest));
  const anyLine = fc
    .array(anyRevision, { maxLength: 8 })
    .map((line) => line.map((revision, index) => ({ ...revision, id: `r${index}` })));

  test('only additions are left in place', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const isAdditive = line.every(({ classification }) => classification.trivial.answer === 'yes');
        expect(rollbackOver(line).kind === 'code-only').toBe(isAdditive);
      }),
    );
  });

  test('the revisions that are taken back are the last ones, in reverse', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const plan = rollbackOver(line);
        if (plan.kind !== 'downgrade-first') return;
        const last = line.slice(line.length - plan.revisions.length).map(({ id }) => id);
        expect(plan.revisions).toEqual(last.toReversed());
      }),
    );
  });

  test('one more revision never makes a refused rollback possible', () => {
    fc.assert(
      fc.property(anyLine, anyRevision, (line, more) => {
        const before = rollbackOver(line).kind;
        const after = rollbackOver([...line, { ...more, id: 'more' }]).kind;
        if (before === 'roll-forward') expect(['roll-forward', 'undetermined']).toContain(after);
        if (before === 'downgrade-first') expect(after).not.toBe('code-only');
      }),
    );
  });
});
