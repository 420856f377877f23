import { describe, expect, test } from 'vitest';

import type { Finding } from '@lockkeeper/policy-core';

import { LOCK, SOURCE, span, unpinned, verdict } from '../testing/sample-verdict.ts';
import { dedupeFindings, withoutRepeated } from './repeated-findings.ts';

const [FIRST, SECOND] = ['alembic/versions/b2_orders.py', 'alembic/versions/b3_bills.py'];

function heads(path: string, other: string): Finding {
  return unpinned(0, {
    rule: 'migrations/multiple-heads',
    message: 'alembic/versions has 2 heads: b2 and b3.',
    at: span(path, 1, [0, 4]),
    related: [
      { message: 'It is a head as well.', at: span(other, 1, [0, 4]) },
      { message: 'lockkeeper.yaml names it here.', at: span('lockkeeper.yaml', 5, [0]) },
    ],
  });
}

const toldWhereJudged = ['migrations/multiple-heads'];
const AT_FIRST = verdict({ toldWhereJudged, findings: [heads(FIRST, SECOND), unpinned(3)] });
const AT_SECOND = verdict({ toldWhereJudged, findings: [heads(SECOND, FIRST)] });

describe('a finding that is told where it is judged', () => {
  test('is left out where another of its files tells it', () => {
    expect(withoutRepeated([AT_FIRST], [AT_SECOND])).toEqual([
      verdict({ toldWhereJudged, findings: [unpinned(3)] }),
    ]);
    expect(dedupeFindings([AT_SECOND, AT_FIRST])).toEqual([
      AT_SECOND,
      verdict({ toldWhereJudged, findings: [unpinned(3)] }),
    ]);
  });

  test('stays where nothing is told, and where another one is', () => {
    expect(withoutRepeated([AT_FIRST], [])).toEqual([AT_FIRST]);
    const others = heads('other/versions/c1_x.py', 'other/versions/c2_x.py');
    expect(withoutRepeated([AT_FIRST], [verdict({ toldWhereJudged, findings: [others] })])).toEqual([
      AT_FIRST,
    ]);
  });

  test('stays where another policy tells the like of another folder', () => {
    const elsewhere = { ...AT_SECOND, root: 'file:///work/harbour' };
    expect(dedupeFindings([AT_FIRST, elsewhere])).toEqual([AT_FIRST, elsewhere]);
  });
});

test('another finding stays at each of its places', () => {
  const [one, other] = [SOURCE, LOCK].map((path) =>
    verdict({
      findings: [
        unpinned(0, {
          rule: 'paths/case-collision',
          at: span(path, 0, [0]),
          related: [{ message: 'The other.', at: span(path === LOCK ? SOURCE : LOCK, 0, [0]) }],
        }),
      ],
    }),
  );
  if (one === undefined || other === undefined) throw new Error('There are two.');
  expect(dedupeFindings([one, other])).toEqual([one, other]);
});
