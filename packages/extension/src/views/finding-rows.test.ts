import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  errorBadge,
  findingRows,
  worstFinding,
  type FindingRow,
  type ListedFinding,
} from './finding-rows.ts';

const UNPINNED: ListedFinding = {
  rule: 'dependencies/requirements-pinned',
  severity: 'error',
  message: 'flask has no version. Write flask==<version>.',
  uri: 'file:///home/ada/shop/requirements.txt',
  path: 'requirements.txt',
  line: 2,
  column: 1,
  hasPage: true,
};
const RENAMED: ListedFinding = {
  ...UNPINNED,
  rule: 'migrations/rename-table',
  severity: 'warning',
  message: 'orders is renamed.',
  uri: 'file:///home/ada/shop/alembic/versions/b2.py',
  path: 'alembic/versions/b2.py',
  line: 12,
  column: 5,
};
const ADVICE: ListedFinding = {
  ...UNPINNED,
  rule: undefined,
  severity: 'information',
  message: 'Say why.',
  uri: 'file:///home/ada/shop/lockkeeper.yaml',
  path: 'lockkeeper.yaml',
  line: 3,
  hasPage: false,
};

describe('the view of findings', () => {
  test('goes from the area to the rule to the finding', () => {
    expect(outline(findingRows([RENAMED, UNPINNED]))).toEqual([
      'dependencies (1 finding)',
      '  requirements-pinned (1 finding)',
      '    flask has no version. Write flask==<version>. (requirements.txt:2)',
      'migrations (1 finding)',
      '  rename-table (1 finding)',
      '    orders is renamed. (alembic/versions/b2.py:12)',
    ]);
  });

  test('orders the findings of a rule by file, line and column', () => {
    const lines = [
      { ...UNPINNED, path: 'web/requirements.txt' },
      { ...UNPINNED, line: 10 },
      { ...UNPINNED, column: 7, message: 'second' },
      UNPINNED,
    ];
    expect(outline(findingRows(lines)).slice(2)).toEqual([
      '    flask has no version. Write flask==<version>. (requirements.txt:2)',
      '    second (requirements.txt:2)',
      '    flask has no version. Write flask==<version>. (requirements.txt:10)',
      '    flask has no version. Write flask==<version>. (web/requirements.txt:2)',
    ]);
  });

  test('leads from a finding to its place, and from nothing else', () => {
    const [area] = findingRows([RENAMED]);
    const rule = area?.children[0];
    expect([area?.place, rule?.place]).toEqual([undefined, undefined]);
    expect(rule?.children[0]?.place).toEqual({ uri: RENAMED.uri, line: 12, column: 5 });
  });

  test('says of an area and of a rule how bad the worst of it is', () => {
    const [area] = findingRows([
      { ...UNPINNED, severity: 'information' },
      { ...UNPINNED, severity: 'warning' },
    ]);
    expect(area?.severity).toBe('warning');
    expect(area?.children[0]?.severity).toBe('warning');
    expect(area?.children[0]?.children.map(({ severity }) => severity)).toEqual(['information', 'warning']);
  });

  test('has the page of a rule where there is one', () => {
    const rules = findingRows([UNPINNED, { ...RENAMED, hasPage: false }]).flatMap(({ children }) => children);
    expect(rules.map(({ page }) => page)).toEqual(['dependencies/requirements-pinned', undefined]);
  });

  test('lists advice about the policy as an area of its own', () => {
    expect(outline(findingRows([ADVICE]))).toEqual([
      'policy (1 finding)',
      '  advice (1 finding)',
      '    Say why. (lockkeeper.yaml:3)',
    ]);
  });

  test('is empty without findings', () => {
    expect(findingRows([])).toEqual([]);
  });

  const listed = fc.record({
    rule: fc.option(fc.constantFrom('a/x', 'a/y', 'b/x', 'c/z'), { nil: undefined }),
    severity: fc.constantFrom('error' as const, 'warning' as const, 'information' as const),
    message: fc.string(),
    uri: fc.constantFrom('file:///a', 'file:///b'),
    path: fc.constantFrom('a', 'b'),
    line: fc.integer({ min: 1, max: 9 }),
    column: fc.integer({ min: 1, max: 9 }),
    hasPage: fc.boolean(),
  });

  test('lists every finding once, under ids that are never the same', () => {
    fc.assert(
      fc.property(fc.array(listed), (findings) => {
        const rows = flat(findingRows(findings));
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        const messages = rows.filter(({ kind }) => kind === 'finding').map(({ label }) => label);
        expect(messages.toSorted()).toEqual(findings.map(({ message }) => message).toSorted());
      }),
    );
  });
});

describe('the badge', () => {
  test('counts errors only', () => {
    expect(errorBadge([UNPINNED, RENAMED, ADVICE])).toEqual({ value: 1, tooltip: '1 error' });
    expect(errorBadge([UNPINNED, UNPINNED])).toEqual({ value: 2, tooltip: '2 errors' });
  });

  test('is not there for warnings and advice alone', () => {
    expect(errorBadge([RENAMED, ADVICE])).toBeUndefined();
  });
});

describe('the finding to begin with', () => {
  test('is the first error, wherever warnings and advice stand', () => {
    const later = { ...UNPINNED, path: 'web/requirements.txt' };
    expect(worstFinding([RENAMED, ADVICE, later, UNPINNED])).toBe(UNPINNED);
  });

  test('is the first of what there is where no error is', () => {
    expect(worstFinding([ADVICE, RENAMED])).toBe(RENAMED);
    expect(worstFinding([ADVICE])).toBe(ADVICE);
    expect(worstFinding([])).toBeUndefined();
  });
});

function flat(rows: readonly FindingRow[]): readonly FindingRow[] {
  return rows.flatMap((row) => [row, ...flat(row.children)]);
}

function outline(rows: readonly FindingRow[], indent = ''): readonly string[] {
  return rows.flatMap(({ label, description, children }) => [
    `${indent}${label} (${description})`,
    ...outline(children, `${indent}  `),
  ]);
}
