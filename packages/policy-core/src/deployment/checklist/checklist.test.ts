import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { checklistAnswer } from '../../answers/checklist-answer.ts';
import { auditOf, sightOf, TWO_ROWS, unseen, UNTRACKED } from '../../testing/sample-audit.ts';
import { ALL_DONE, WORK } from '../../testing/sample-checklist.ts';
import { checklist } from './checklist.ts';
import type { ChecklistSight } from './checklist-sight.ts';

const STAMP = 'scripts/stamp_baseline.sh';
const SCRIPTS = ['scripts/deploy_guard.sh', STAMP];

describe('the checklist', () => {
  test('has the items of the deployment policy, section by section [rows 4.76-4.86]', () => {
    const { sections } = checklist({ ...ALL_DONE, stampScript: 'scripts/stamp_prod_baseline.sh' });
    expect(sections.map(({ title, items }) => [title, ...items.map((item) => item.title)])).toEqual([
      ['First-time setup', 'Run ./scripts/stamp_prod_baseline.sh once'],
      [
        'Before every publish',
        'Run ./scripts/deploy_guard.sh',
        'Verify guard passes (exit code 0)',
        'If the platform shows DROP TABLE, cancel and investigate',
      ],
      [
        'Creating new migrations',
        'Modify models in code',
        'alembic revision --autogenerate -m "description"',
        'Review generated migration',
        'Test locally with alembic upgrade head',
        'Commit to git',
      ],
      [
        'Emergency',
        'Set DISABLE_AUTO_MIGRATIONS=true to skip migrations temporarily',
        'Remove flag after resolving issue',
      ],
    ]);
  });

  test('ticks nothing where nothing was seen', () => {
    const { sections } = checklist({
      databases: auditOf({ development: unseen('unreachable'), production: unseen('unset') }),
      guard: { kind: 'not-run', why: 'There is no policy.' },
      stampScript: STAMP,
      scripts: new Set(),
      plan: undefined,
      work: unobserved('there is no git repository to ask'),
      heads: unobserved('there are no Alembic revisions here'),
      flag: 'unclear',
    });
    const states = sections.flatMap(({ items }) => items.map(({ state }) => state));
    expect(states.filter((state) => state === 'done')).toEqual([]);
    expect(states.filter((state) => state === 'unknown')).toHaveLength(7);
  });

  test('is told to programs as it is written down, whatever was seen', () => {
    fc.assert(
      fc.property(anySight, (sight) => {
        const list = checklist(sight);
        checklistAnswer.parse(JSON.parse(JSON.stringify(list)));
        const ids = list.sections.flatMap(({ items }) => items.map(({ id }) => id));
        expect(new Set(ids).size).toBe(11);
      }),
    );
  });

  test('ticks no script that is not there', () => {
    fc.assert(
      fc.property(anySight, (sight) => {
        const items = checklist(sight).sections.flatMap((section) => section.items);
        for (const script of SCRIPTS.filter((one) => !sight.scripts.has(one))) {
          const about = items.filter(({ title }) => title.includes(script));
          expect(about.map(({ state }) => state)).toEqual(['not-done']);
        }
      }),
    );
  });

  test('never says of the flag that it is set and removed', () => {
    fc.assert(
      fc.property(anySight, (sight) => {
        const states = checklist(sight).sections[3]?.items.map(({ state }) => state);
        expect(states).not.toEqual(['done', 'done']);
      }),
    );
  });
});

const anyDatabase = fc.constantFrom(sightOf(), sightOf(UNTRACKED), sightOf(TWO_ROWS), unseen('lost'));
const anyFiles = fc.subarray(['app/models.py', 'alembic/versions/1a.py', 'a\u202eb.py', 'c', 'd', 'e', 'f']);

const anySight: fc.Arbitrary<ChecklistSight> = fc.record({
  stampScript: fc.constant(STAMP),
  scripts: fc.subarray([...SCRIPTS]).map((scripts) => new Set<string>(scripts)),
  databases: fc
    .record({ development: anyDatabase, production: anyDatabase })
    .map((databases) => auditOf(databases)),
  guard: fc.oneof(
    fc.record({
      kind: fc.constant('ran' as const),
      commit: fc.constant(WORK.base),
      exit: fc.constantFrom(0, 1, 2, 3),
      headline: fc.constant('❌ GUARD FAILED'),
      explanation: fc.constant('It is not proved.'),
    }),
    fc.constant({ kind: 'not-run' as const, why: 'There is no policy.' }),
  ),
  plan: fc.option(
    fc.record({
      verdict: fc.constantFrom('pass' as const, 'fail' as const, 'undetermined' as const),
      statements: fc.nat(9),
      reasons: fc.array(
        fc.constant({ kind: 'drop-table' as const, text: 'It drops orders.', line: 1, quote: 'DROP' }),
        { maxLength: 3 },
      ),
    }),
    { nil: undefined },
  ),
  work: fc.oneof(
    fc
      .record({
        base: fc.constant(WORK.base),
        models: fc.option(anyFiles, { nil: undefined }),
        revisions: anyFiles,
        uncommitted: anyFiles,
        judged: fc.constantFrom(
          observed({ errors: 1, others: 0 }),
          observed({ errors: 0, others: 2 }),
          unobserved('a rule crashed'),
        ),
      })
      .map((work) => observed(work)),
    fc.constant(unobserved('nothing is committed yet')),
  ),
  heads: fc.constantFrom(
    observed(['5a9d6371e18c']),
    observed(['a', 'b']),
    unobserved('two histories are here'),
  ),
  flag: fc.constantFrom('on' as const, 'off' as const, 'unclear' as const),
});
