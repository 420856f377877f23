import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { samplePair } from '../../testing/sample-pair.ts';
import { usedTerms } from './used-terms.ts';

const NOTHING = { directUrls: false, editables: false, localPaths: false, envVars: false, options: [] };

function usedBy(source: string, lock = '', more: Readonly<Record<string, string>> = {}) {
  return usedTerms(samplePair({ 'requirements.txt': source, 'requirements.lock': lock, ...more }));
}

describe('what the files of a pair use that a policy has to allow', () => {
  test.each([
    ['plain pins', 'a==1 --hash=sha256:00\n# -e .\n', {}],
    ['an address', 'a @ https://files.example/a.zip\n', { directUrls: true }],
    ['an address without a name', 'git+https://git.example/a@main\n', { directUrls: true }],
    ['a checkout on the disk', '-e ./lib\n', { editables: true }],
    ['a path', './wheels/a-1-py3-none-any.whl\n', { localPaths: true }],
    ['an address of the disk', 'a @ file:///srv/a.zip\n', { localPaths: true }],
    ['a variable', 'a @ https://${TOKEN}@files.example/a.zip\n', { directUrls: true, envVars: true }],
    [
      'options that change where packages come from',
      '-i https://pypi.example/simple\n--extra-index-url https://other.example/simple\n--use-pep517\n',
      { options: ['--extra-index-url', '--index-url'] },
    ],
  ])('%s', (_, text, uses) => {
    expect(usedBy(text)).toEqual({ ...NOTHING, ...uses });
    expect(usedBy('', text)).toEqual({ ...NOTHING, ...uses });
    expect(usedBy('-r base.txt\n', '', { 'base.txt': text })).toEqual({ ...NOTHING, ...uses });
  });

  test('is nothing where the files are missing', () => {
    expect(usedTerms(samplePair({}))).toEqual(NOTHING);
  });

  test('is all that has to be allowed', () => {
    const text =
      '-i https://pypi.example/simple\n-e ./lib\n./b-1.zip\na @ https://files.example/a.zip\nb==1 --hash=sha256:00\n';
    const uses = usedBy(text, text);
    const terms = {
      direct_urls: uses.directUrls ? 'allow' : 'deny',
      editable: uses.editables ? 'allow' : 'deny',
      local_paths: uses.localPaths ? 'allow' : 'deny',
      options: { allow: uses.options },
    };
    const named = { id: 'a', source: 'requirements.txt', lock: 'requirements.lock' };
    const rules = ['direct-url', 'editable', 'local-path', 'option', 'env-var'];
    const found = (more: object) =>
      checkerFor(policyOf({ dependencies: [{ ...named, ...more }] }), undefined)
        .checkFiles(
          [named.source, named.lock].map((path) => ({ path, text })),
          {
            only: rules.map((rule) => `dependencies/${rule}`),
          },
        )
        .findings.map(({ rule }) => rule);
    expect(found(terms)).toEqual([]);
    expect(new Set(found({})).size).toBe(4);
  });
});
