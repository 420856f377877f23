import { describe, expect, test } from 'vitest';

import { startOf, type SourceSpan } from '../../model/source-span.ts';
import { textOf } from '../../testing/text-of.ts';
import { decidingLineIn } from './deciding-line.ts';

const TEXT = `version: 1
protected:
  - id: core
    paths: [app/core/**]
    require: { label: ok }
change_scope: { deny: { paths: [billing/**] } }
dependencies:
  - { id: a, source: a/requirements.txt, lock: a/requirements.lock }
  - { id: b, source: b/requirements.txt, lock: b/requirements.lock }
migrations:
  alembic: [shop/versions, billing/versions]
  sql: [db/**/*.sql]
documents: [docs/*.md]
rules:
  migrations/drop-column: warning
`;

/** The sentence, and the text of the policy that it is about. */
function decided([rule, path]: readonly [string, string?], given: object = {}, text = TEXT) {
  const at: SourceSpan | undefined = path === undefined ? undefined : startOf(path);
  const line = decidingLineIn({ path: 'lockkeeper.yaml', text });
  const { message, at: span } = line({ rule, at, related: [], evidence: [], ...given });
  return [message, textOf(text, span)];
}

describe('the line of the policy that had a finding judged', () => {
  test.each([
    ['migrations/drop-table', 'billing/versions/a.py', 'names it', 'billing/versions'],
    ['migrations/drop-table', 'db/2026/a.sql', 'names it', 'db/**/*.sql'],
    ['migrations/drop-column', 'shop/versions/a.py', 'sets migrations/drop-column', 'migrations/drop-column'],
    ['migrations/drop-table', 'elsewhere/a.py', 'has it judged', 'migrations'],
    ['dependencies/conflict', 'b/requirements.lock', 'names it', 'b/requirements.lock'],
    ['dependencies/conflict', 'b/included.txt', 'has it judged', 'dependencies'],
    ['paths/protected', 'app/core/a.py', 'names it', 'app/core/**'],
    ['scope/ai-denied', 'billing/a.py', 'names it', 'billing/**'],
    ['docs/encoding', 'docs/a.md', 'names it', 'docs/*.md'],
    ['migrations/multiple-heads', undefined, 'has it judged', 'migrations'],
  ] as const)('of %s in %s %s here: %s', (...row) => {
    const [rule, path, words, text] = row;
    const [message, shown] = decided(path === undefined ? [rule] : [rule, path]);
    expect(message?.replace(/ here\.$|\.$/, '')).toBe(`lockkeeper.yaml ${words}`);
    expect(shown).toBe(text);
  });

  test('is the one that the finding tells itself', () => {
    const at = { path: 'lockkeeper.yaml', start: { line: 2, character: 8 }, end: { line: 2, character: 12 } };
    const related = [
      { message: 'Elsewhere.', at: startOf('a.txt') },
      { message: 'Section core protects it.', at },
    ];
    expect(decided(['paths/protected', 'x'], { related })).toEqual(['Section core protects it.', 'core']);
    const evidence = [
      { subject: 'a', relation: 'is', value: 'b' },
      { subject: 'a', relation: 'is', value: 'b', source: at },
    ];
    expect(decided(['paths/protected', 'x'], { evidence })).toEqual([
      'lockkeeper.yaml decides it here.',
      'core',
    ]);
  });

  test('is where a preset is named, for what the preset brought', () => {
    expect(decided(['migrations/drop-table', 'a.py'], {}, 'version: 1\nextends: alembic\n')).toEqual([
      'lockkeeper.yaml has it judged.',
      'extends',
    ]);
  });

  test('is the beginning of the policy for what holds in any case', () => {
    expect(decided(['policy/diff-incomplete'])).toEqual(['lockkeeper.yaml has it judged.', '']);
    expect(decided(['paths/confusable', 'a.py'], {}, 'version: 1\n')).toEqual([
      'lockkeeper.yaml has it judged.',
      '',
    ]);
  });

  test('is found in TOML as well', () => {
    const text = 'version = 1\n[migrations]\nalembic = ["shop/versions"]\n';
    const { at } = decidingLineIn({ path: 'lockkeeper.toml', text })({
      rule: 'migrations/drop-table',
      at: startOf('shop/versions/a.py'),
      related: [],
      evidence: [],
    });
    expect(textOf(text, at)).toBe('"shop/versions"');
  });
});
