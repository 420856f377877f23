import { describe, expect, test } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { wantedOf, wantedRounds } from '../../testing/wanted-of.ts';
import { pairFiles, pairsTouched } from './touched-pairs.ts';

const API = { id: 'api', source: 'api/r.txt', lock: 'api/r.lock' };
const WEB = { id: 'web', source: 'web/r.txt', lock: 'web/r.lock' };
const POLICY = { dependencies: [API, WEB] };
const texts = (files: Readonly<Record<string, string>>): Observations['files'] =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, observed(textContent(text))]));

const readerOf = (files: Observations['files']) => (path: string) =>
  Object.hasOwn(files, path) ? files[path] : undefined;

function touched(changes: ChangeInput['changes'], seen: Partial<Observations> = {}, draft: object = POLICY) {
  const all = { ...changeObservations({ changes }, {}), ...seen };
  return pairsTouched(policyOf(draft), all, readerOf(all.files)).map(({ id }) => id);
}

describe('a change touches a pair', () => {
  const files = texts({ 'api/r.txt': '-r ../base.txt\n', 'api/r.lock': '', 'base.txt': '-c limits.txt\n' });

  test.each([
    ['by its source', 'api/r.txt', ['api']],
    ['by its lock', 'web/r.lock', ['web']],
    ['by a file that one side brings in', 'base.txt', ['api']],
    ['by a file that such a file brings in', 'limits.txt', ['api']],
    ['not by another file', 'api/base.txt', []],
  ])('%s', (_name, path, ids) => {
    expect(touched([path], { files: { ...files, ...texts({ 'web/r.txt': '', 'web/r.lock': '' }) } })).toEqual(
      ids,
    );
  });

  test('as far as anybody can tell, where a file of it could not be read', () => {
    const lost = { ...files, 'api/r.lock': unobserved('permission was denied') };
    expect(touched(['docs/a.md'], { files: lost })).toEqual(['api']);
    expect(touched(['docs/a.md'], { files: lost, focus: { kind: 'document', path: 'docs/a.md' } })).toEqual(
      [],
    );
  });

  test('not by files that nobody asked for', () => {
    expect(touched(['docs/a.md'])).toEqual([]);
  });
});

describe('a push is judged', () => {
  const checked = { dependencies: [{ ...API, check_on: ['pull_request', 'push:main', 'push:release/**'] }] };
  const push = (ref: string, draft: object = checked) => {
    const change = changeObservations(
      { changes: ['api/r.txt'], push: { ref, rewrites: observed(false) } },
      {},
    );
    return pairsTouched(policyOf(draft), change, readerOf({})).length === 1;
  };

  test.each([
    ['refs/heads/main', true],
    ['refs/heads/release/1', true],
    ['refs/heads/release/1/2', true],
    ['refs/heads/feature/main', false],
    ['refs/heads/Main', false],
    ['refs/tags/v1', true],
  ])('to %s: %s', (ref, isJudged) => {
    expect(push(ref)).toBe(isJudged);
  });

  test('to any branch where the policy names none', () => {
    expect(push('refs/heads/feature/x', { dependencies: [API] })).toBe(true);
  });

  test('to no branch where the policy names pull requests only', () => {
    expect(push('refs/heads/main', { dependencies: [{ ...API, check_on: ['pull_request'] }] })).toBe(false);
  });

  test('no less because of it where nothing is pushed', () => {
    expect(touched(['api/r.txt'], {}, checked)).toEqual(['api']);
  });
});

describe('to know what a change touches is read', () => {
  const policy = policyOf(POLICY);
  const beside = (seen: Partial<Observations>) => ({
    ...changeObservations({ changes: ['docs/a.md'] }, {}),
    ...seen,
  });

  test('every pair, then what its files bring in, until there is no more', () => {
    const files = texts({
      'api/r.txt': '-r base.txt\n',
      'api/r.lock': '',
      'web/r.txt': '-c ../c.txt\n',
      'c.txt': '',
    });
    expect(wantedRounds(policy, beside({}), { files }).map((round) => round.files)).toEqual([
      ['api/r.txt', 'api/r.lock', 'web/r.txt', 'web/r.lock'],
      ['api/base.txt', 'c.txt'],
    ]);
  });

  test.each(['requirements/base.txt', 'base.in', 'BASE.LOCK', 'a.pip', 'pylock.dev.toml'])(
    'every pair, too, for the open document %s',
    (path) => {
      const seen = beside({ focus: { kind: 'document', path }, change: unobserved('git is not asked') });
      expect(wantedOf(policy, seen).files).toEqual(['api/r.txt', 'api/r.lock', 'web/r.txt', 'web/r.lock']);
    },
  );

  test.each(['docs/a.md', 'a.py', 'txt', 'a.txt.bak', 'lock/a'])(
    'nothing for the open document %s: every key in it would be paid for',
    (path) => {
      expect(wantedOf(policy, beside({ focus: { kind: 'document', path } })).files).toEqual([]);
    },
  );

  test('nothing for a change that is none', () => {
    expect(wantedOf(policy, beside({ change: unobserved('this is a shallow clone') })).files).toEqual([]);
    expect(wantedOf(policy, changeObservations({ changes: [] }, {})).files).toEqual([]);
  });
});

test('a pair has both sides and what they bring in', () => {
  const [pair] = policyOf(POLICY).dependencies;
  if (pair === undefined) throw new Error('The policy names a pair.');
  expect(pairFiles(pair, readerOf({}))).toEqual(['api/r.txt', 'api/r.lock']);
  expect(pairFiles(pair, readerOf(texts({ 'api/r.lock': '-r more.lock\n' })))).toEqual([
    'api/r.txt',
    'api/r.lock',
    'api/more.lock',
  ]);
});
