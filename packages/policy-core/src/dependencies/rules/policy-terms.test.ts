import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';

const SHA256 = `sha256:${'0'.repeat(64)}`;
const COMMIT = 'a'.repeat(40);

/** One line of every kind, by what people call it. */
const LINES = {
  'a pin': 'a==1',
  'a pin with a hash': `a==1 --hash=${SHA256}`,
  'a pin compared as text': 'a===1',
  'a range': 'a>=1',
  'a name alone': 'a',
  'an archive': 'a @ https://x.example/a.zip',
  'an archive with its hash': `a @ https://x.example/a.zip#sha256=${'0'.repeat(64)}`,
  'an archive without a name': 'https://x.example/a-1.0.zip',
  'a checkout of a branch': 'a @ git+https://x.example/a.git@main',
  'a checkout of a commit': `a @ git+https://x.example/a.git@${COMMIT}`,
  'an editable folder': '-e ./sdk',
  'an editable checkout of a branch': '-e git+https://x.example/a.git@main#egg=a',
  'an editable checkout of a commit': `-e git+https://x.example/a.git@${COMMIT}#egg=a`,
  'a folder': './sdk',
  'a wheel beside the file': './a-1.0-py3-none-any.whl',
  'an address on the machine': 'a @ file:///srv/a.zip',
  'other requirements': '-r base.txt',
  'loose requirements': '-r loose.txt',
  constraints: '-c base.txt',
  'requirements of the web': '-r https://x.example/base.txt',
  'a variable': 'a==${VERSION}',
  'an index': '--index-url https://x.example/simple',
  'pre-releases': '--pre',
  'builds of ones own': '--no-binary :all:',
  'hashes for all': '--require-hashes',
} as const;
type LineName = keyof typeof LINES;

const NAMES = Object.keys(LINES).filter((name): name is LineName => Object.hasOwn(LINES, name));

/** The rules that speak up where both files hold the line and nothing else. */
function speaking(name: LineName, terms: Readonly<Record<string, unknown>>): string {
  const pair = { id: 'api', source: 'r.txt', lock: 'r.lock', ...terms };
  const checker = checkerFor(policyOf({ dependencies: [pair] }), undefined);
  const { findings, undetermined } = checker.checkFiles([
    { path: 'r.txt', text: `${LINES[name]}\n` },
    { path: 'r.lock', text: `${LINES[name]}\n` },
    { path: 'base.txt', text: 'b==1\n' },
    { path: 'loose.txt', text: 'b>=1\n' },
  ]);
  const rules = [...findings, ...undetermined].map(({ rule }) => rule);
  const own = rules.filter((rule) => rule.startsWith('dependencies/'));
  return [...new Set(own)]
    .map((rule) => rule.slice('dependencies/'.length))
    .toSorted()
    .join(' ');
}

type Said = Partial<Record<LineName, string>>;

const BY_DEFAULT: Readonly<Record<LineName, string>> = {
  'a pin': '',
  'a pin with a hash': '',
  'a pin compared as text': 'lock-unpinned requirements-pinned',
  'a range': 'lock-unpinned requirements-pinned',
  'a name alone': 'lock-unpinned requirements-pinned',
  'an archive': 'direct-url',
  'an archive with its hash': 'direct-url',
  'an archive without a name': 'direct-url',
  'a checkout of a branch': 'direct-url',
  'a checkout of a commit': 'direct-url',
  'an editable folder': 'editable',
  'an editable checkout of a branch': 'direct-url editable',
  'an editable checkout of a commit': 'direct-url editable',
  'a folder': 'local-path',
  'a wheel beside the file': 'local-path',
  'an address on the machine': 'local-path',
  'other requirements': '',
  'loose requirements': 'include lock-unpinned requirements-pinned',
  constraints: '',
  'requirements of the web': 'include',
  'a variable': 'env-var lock-unpinned requirements-pinned syntax',
  'an index': 'option',
  'pre-releases': 'option',
  'builds of ones own': '',
  'hashes for all': '',
};

/** What each key of a pair changes: all that is said of these lines then, and nothing else changes. */
const CHANGES: readonly (readonly [terms: Readonly<Record<string, unknown>>, said: Said])[] = [
  [
    { direct_urls: 'pinned_commit' },
    {
      'an archive with its hash': '',
      'a checkout of a commit': '',
      'an editable checkout of a commit': 'editable',
    },
  ],
  [
    { direct_urls: 'allow' },
    {
      'an archive': '',
      'an archive with its hash': '',
      'an archive without a name': '',
      'a checkout of a branch': '',
      'a checkout of a commit': '',
      'an editable checkout of a branch': 'editable',
      'an editable checkout of a commit': 'editable',
    },
  ],
  [
    { editable: 'allow' },
    {
      'an editable folder': '',
      'an editable checkout of a branch': 'direct-url',
      'an editable checkout of a commit': 'direct-url',
    },
  ],
  [
    { editable: 'allow', direct_urls: 'pinned_commit' },
    {
      'an archive with its hash': '',
      'a checkout of a commit': '',
      'an editable folder': '',
      'an editable checkout of a branch': 'direct-url',
      'an editable checkout of a commit': '',
    },
  ],
  [
    { local_paths: 'allow' },
    { 'a folder': '', 'a wheel beside the file': '', 'an address on the machine': '' },
  ],
  [
    { local_paths: 'allow', direct_urls: 'allow', editable: 'allow' },
    {
      'an archive': '',
      'an archive with its hash': '',
      'an archive without a name': '',
      'a checkout of a branch': '',
      'a checkout of a commit': '',
      'an editable folder': '',
      'an editable checkout of a branch': '',
      'an editable checkout of a commit': '',
      'a folder': '',
      'a wheel beside the file': '',
      'an address on the machine': '',
    },
  ],
  [{ includes: { requirements: 'deny' } }, { 'other requirements': 'include' }],
  [{ includes: { constraints: 'deny' } }, { constraints: 'include' }],
  [{ env_vars: 'allow' }, { 'a variable': 'lock-unpinned requirements-pinned syntax' }],
  [{ options: { allow: ['--pre'] } }, { 'pre-releases': '' }],
  [{ options: { allow: ['--index-url'] } }, { 'an index': '' }],
  [{ options: { deny: ['--no-binary'] } }, { 'builds of ones own': 'option' }],
  [{ options: { deny: ['--require-hashes'] } }, { 'hashes for all': 'option' }],
  [{ pinned: { operators: ['==', '==='] } }, { 'a pin compared as text': '' }],
  [
    { pinned: { source: 'any' } },
    {
      'a pin compared as text': 'lock-unpinned',
      'a range': 'lock-unpinned',
      'a name alone': 'lock-unpinned',
      'loose requirements': 'include lock-unpinned',
      'a variable': 'env-var lock-unpinned syntax',
    },
  ],
  [
    { hashes: 'required' },
    {
      'a pin': 'hash-missing',
      'a pin compared as text': 'hash-missing lock-unpinned requirements-pinned',
      'a range': 'hash-missing lock-unpinned requirements-pinned',
      'a name alone': 'hash-missing lock-unpinned requirements-pinned',
      'an archive': 'direct-url hash-missing',
      'an archive without a name': 'direct-url hash-missing',
      'a checkout of a branch': 'direct-url hash-missing',
      'a checkout of a commit': 'direct-url hash-missing',
      'an editable folder': 'editable hash-missing',
      'an editable checkout of a branch': 'direct-url editable hash-missing',
      'an editable checkout of a commit': 'direct-url editable hash-missing',
      'a folder': 'hash-missing local-path',
      'a wheel beside the file': 'hash-missing local-path',
      'an address on the machine': 'hash-missing local-path',
      'other requirements': 'hash-missing',
      'loose requirements': 'hash-missing include lock-unpinned requirements-pinned',
    },
  ],
  [{ hashes: 'consistent' }, {}],
  [{ sync: { mode: 'mirror' } }, {}],
  [
    { sync: { mode: 'compiled' } },
    {
      'a pin compared as text': 'lock-unpinned',
      'a range': 'lock-unpinned',
      'a name alone': 'lock-unpinned',
      'loose requirements': 'include lock-unpinned',
      'a variable': 'env-var lock-unpinned syntax',
    },
  ],
  [{ sync: { mode: 'compiled' }, pinned: { source: 'exact' } }, {}],
];

describe('a pair without terms of its own', () => {
  test.each(NAMES)('judges %s', (name) => {
    expect(speaking(name, {})).toBe(BY_DEFAULT[name]);
  });
});

describe('the terms of a pair', () => {
  test.each(CHANGES)('%j', (terms, said) => {
    const now: Said = Object.fromEntries(NAMES.map((name) => [name, speaking(name, terms)]));
    expect(now).toEqual({ ...BY_DEFAULT, ...said });
  });
});
