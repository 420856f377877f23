import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { deploymentSchema } from './deployment-schema.ts';

const takes = (records: object) => deploymentSchema.safeParse({ records }).success;
const takesBranch = (branch: string) => takes({ mode: 'branch', branch });
/** Of letters that names have, and of what git makes something else of. */
const likelyNames = fc
  .array(fc.constantFrom('a', 'B', '7', '/', '.', '-', '_', '.lock', '~', ' ', '\n'), { maxLength: 8 })
  .map((parts) => parts.join(''));
const takesRemote = (remote: string) => takes({ mode: 'branch', remote });

describe('the branch of the records', () => {
  test.each([
    'lockkeeper/records',
    'records',
    'deploys/2026',
    'a.b/c_d-e',
    'Records',
    '_records',
    'x/y/z',
    'lock',
    'a.locked',
  ])('may be %s', (name) => {
    expect(takesBranch(name)).toBe(true);
  });

  test.each([
    ['that is empty', ''],
    ['that git takes for an option', '-records'],
    ['that leads elsewhere', '../main'],
    ['with two dots', 'a..b'],
    ['with an empty step', 'a//b'],
    ['that begins with a slash', '/a'],
    ['that ends with a slash', 'a/'],
    ['that ends with a dot', 'a.'],
    ['with a hidden step', 'a/.b'],
    ['that is hidden', '.a'],
    ['that git keeps for its locks', 'a.lock'],
    ['with a step that git keeps for its locks', 'a.lock/b'],
    ['of two refs', 'a:b'],
    ['that forces', '+a'],
    ['with a blank', 'a b'],
    ['with a line end', 'a\n'],
    ['with a line end and more', 'a\nb'],
    ['with a revision in it', 'a~1'],
    ['with a parent in it', 'a^'],
    ['with a reflog in it', 'a@{1}'],
    ['with a pattern', 'a*'],
    ['with a question mark', 'a?'],
    ['with a bracket', 'a[b'],
    ['with a backslash', 'a\\b'],
    ['with a control character', 'a\u0007'],
    ['with a letter that looks like another', 'rec\u043Erds'],
  ])('is no name %s', (_what, name) => {
    expect(takesBranch(name)).toBe(false);
  });

  test('makes one ref of one line, whatever is written', () => {
    fc.assert(
      fc.property(likelyNames, (name) => {
        if (!takesBranch(name)) return;
        expect(name).toMatch(/^[\w./-]+$/);
        expect(name.split('/').every((step) => step !== '' && !step.startsWith('.'))).toBe(true);
        expect(name.startsWith('-')).toBe(false);
        expect(name).not.toContain('..');
      }),
    );
  });
});

describe('the remote of the records', () => {
  test.each(['origin', 'upstream', 'my-fork', 'a.b', 'Origin_2'])('may be %s', (name) => {
    expect(takesRemote(name)).toBe(true);
  });

  test.each([
    ['an address', 'https://example.com/a.git'],
    ['an address with a password', 'https://ana:pw@example.com/a.git'],
    ['a host', 'git@example.com:a.git'],
    ['a program', 'ext::sh -c touch'],
    ['a folder', '../other'],
    ['a folder at the root', '/srv/other'],
    ['an option', '--upload-pack=touch'],
    ['two steps', 'a/b'],
    ['nothing', ''],
    ['a line end', 'origin\n'],
  ])('is a name and not %s', (_what, name) => {
    expect(takesRemote(name)).toBe(false);
  });
});

describe('the mode of the records', () => {
  test.each(['branch', 'file'])('may be %s', (mode) => {
    expect(takes({ mode })).toBe(true);
  });

  test.each([{}, { mode: 'pull_request' }, { mode: 'contents_api' }, { mode: '' }, { mode: true }])(
    'is nothing that nobody does: %j',
    (records) => {
      expect(takes(records)).toBe(false);
    },
  );
});
