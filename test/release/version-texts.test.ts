import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { withActionVersion, withRelease, withRepository } from '../../tools/release/version-texts.mjs';

const read = (file: string) => readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8');

test('the changelog keeps all it says, under the version', () => {
  const before = read('CHANGELOG.md');
  const after = withRelease(before, '0.1.0', '2026-12-01');
  const added = '## [0.1.0] - 2026-12-01\n\n';
  expect(after).toContain(`## [Unreleased]\n\n${added}### `);
  expect(after.replace(added, '')).toBe(before.replace('Nothing has been published yet.\n\n', ''));
  expect(withRelease(after, '0.2.0', '2027-01-01')).toContain('## [0.2.0] - 2027-01-01\n\n## [0.1.0]');
  expect(() => withRelease('# Changelog\n', '0.1.0', '2026-12-01')).toThrow('Unreleased');
});

test('the action runs the version, and nothing else of it changes', () => {
  const before = read('action.yml');
  const after = withActionVersion(before, '0.1.0');
  const { inputs, ...others } = parse(before);
  const expected = { ...inputs, version: { ...inputs.version, default: '0.1.0' } };
  expect(parse(after)).toEqual({ ...others, inputs: expected });
  expect(() => withActionVersion('inputs:\n  stage:\n    default: ci\n', '0.1.0')).toThrow('version');
});

test('a package names its repository as npm compares it', () => {
  const place = { repository: 'https://github.com/acme/lockkeeper', directory: 'packages/cli' };
  expect(withRepository({ name: 'lockkeeper' }, place)).toEqual({
    name: 'lockkeeper',
    repository: {
      type: 'git',
      url: 'git+https://github.com/acme/lockkeeper.git',
      directory: 'packages/cli',
    },
    homepage: 'https://github.com/acme/lockkeeper#readme',
    bugs: { url: 'https://github.com/acme/lockkeeper/issues' },
  });
  for (const repository of ['acme/lockkeeper', 'https://github.com/acme/lockkeeper.git', 'http://a.b/c'])
    expect(() => withRepository({}, { ...place, repository })).toThrow(repository);
});
