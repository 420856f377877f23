import fc from 'fast-check';
import { expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { PRODUCTION, sightOf, TWO_ROWS, UNTRACKED, unseen } from '../../testing/sample-audit.ts';
import { shopHistory } from '../../testing/sample-stamp.ts';
import { shopAtVersion, troubleSightOf } from '../../testing/sample-troubles.ts';
import { troublesAnswer } from '../../answers/troubles-answer.ts';
import { troubles } from './troubles.ts';

const PARSERS = await testParsers();
const HISTORY = shopHistory(PARSERS);
const FORKED = shopHistory(PARSERS, { a1: {}, b2: { parents: '"a1"' }, c3: { parents: '"a1"' } });

const anyDatabase = (more: typeof PRODUCTION) =>
  fc.constantFrom(
    ...['a1', 'c3', 'dead', 'a\u202eb'].map((version) => shopAtVersion(version, more)),
    sightOf({ ...more, ...UNTRACKED }),
    sightOf({ ...more, ...TWO_ROWS }),
    unseen('lost'),
    unseen('unset'),
  );

const anySight = fc
  .record({
    development: anyDatabase({}),
    production: fc.oneof(anyDatabase(PRODUCTION), anyDatabase({})),
    histories: fc.constantFrom(
      observed([HISTORY]),
      observed([FORKED]),
      observed([HISTORY, FORKED]),
      observed([]),
      unobserved('there are none'),
    ),
    starts: fc.oneof(
      fc.constant(unobserved('the disk is gone')),
      fc
        .array(
          fc.record({
            path: fc.constantFrom('start.sh', 'a\u202eb.sh'),
            line: fc.nat(9),
            onFailure: fc.constantFrom('goes-on' as const, 'stops' as const, 'unclear' as const),
          }),
          { maxLength: 3 },
        )
        .map((found) => observed(found)),
    ),
    guard: fc.constantFrom(
      { kind: 'not-run' as const, why: 'There is no policy.' },
      {
        kind: 'ran' as const,
        commit: 'aa',
        exit: 0,
        headline: '✅ GUARD PASSED',
        explanation: 'Every check passed.',
      },
    ),
    plan: fc.constantFrom(
      undefined,
      { verdict: 'pass' as const, reasons: [] },
      { verdict: 'undetermined' as const, reasons: [] },
      { verdict: 'fail' as const, reasons: [] },
    ),
  })
  .map((given) => troubleSightOf(PARSERS, given));

test('every trouble is told to programs as it is written down, whatever was seen', () => {
  fc.assert(
    fc.property(anySight, (sight) => {
      const found = troubles(sight);
      troublesAnswer.parse(JSON.parse(JSON.stringify(found)));
      expect(found.sections.map(({ id, steps }) => [id, steps.length])).toEqual([
        ['unexpected-version', 5],
        ['migrations-failed', 4],
        ['plan-still-drops', 4],
      ]);
    }),
  );
});

test('nothing is claimed of what was not seen', () => {
  fc.assert(
    fc.property(anySight, (sight) => {
      const [version, failed, plan] = troubles(sight).sections;
      const { production } = sight.databases;
      expect(production.seen || version?.applies === 'unknown').toBe(true);
      expect(sight.starts.known || failed?.applies !== 'yes').toBe(true);
      expect(sight.plan === undefined).toBe(
        plan?.applies === 'unknown' && sight.plan?.verdict !== 'undetermined',
      );
    }),
  );
});

test('nothing in it misleads a terminal', () => {
  fc.assert(
    fc.property(anySight, (sight) => {
      expect(JSON.stringify(troubles(sight))).not.toContain('\u202e');
    }),
  );
});
