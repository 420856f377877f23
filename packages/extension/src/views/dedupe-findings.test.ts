import { expect, test } from 'vitest';

import { dedupeFindings, type FileFinding } from './dedupe-findings.ts';

const [B2, B3] = ['file:///shop/alembic/versions/b2.py', 'file:///shop/alembic/versions/b3.py'];
const POLICY = 'file:///shop/lockkeeper.yaml:9:3';

const HEADS: FileFinding = {
  rule: 'migrations/multiple-heads',
  severity: 'error',
  message: 'alembic/versions has 2 heads: b2 and b3.',
  uri: B2,
  path: 'alembic/versions/b2.py',
  line: 2,
  column: 1,
  hasPage: true,
  others: [`${B3}:2:1`, POLICY],
};

const { others: _, ...LISTED } = HEADS;

test('one finding that is underlined in two files is listed once, where it comes first', () => {
  const again = { ...HEADS, uri: B3, path: 'alembic/versions/b3.py', others: [`${B2}:2:1`, POLICY] };
  expect(dedupeFindings([HEADS, again])).toEqual([LISTED]);
});

test('other words, other places or another rule are another finding', () => {
  const different: readonly FileFinding[] = [
    { ...HEADS, message: 'alembic/versions has 3 heads.' },
    { ...HEADS, rule: 'migrations/multiple-bases' },
    { ...HEADS, others: [`${B3}:4:1`, POLICY] },
  ];
  expect(dedupeFindings([HEADS, ...different])).toHaveLength(4);
});

test('what names no other place is listed each time', () => {
  const alone = { ...HEADS, others: [] };
  expect(dedupeFindings([alone, alone])).toEqual([LISTED, LISTED]);
});
