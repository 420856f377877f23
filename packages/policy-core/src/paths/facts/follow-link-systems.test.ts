import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { foldersSeen, targetsSeen } from '../../testing/change-entries.ts';
import { followLink, type Arrival } from './follow-link.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';
import { isAbsoluteTarget, LINK_READINGS, unusableTarget } from './link-reading.ts';

const FILES = ['docs/guide.md', 'docs/deep/a.md', 'core/auth.py'];

/** Where `docs/l` leads on Linux and on Windows: the path, or what else becomes of it. */
function arrivals(target: string, links: Readonly<Record<string, string>> = {}): readonly string[] {
  const all = { 'docs/l': target, ...links };
  const folders = foldersSeen(FILES, Object.keys(all));
  const tree = headTree([], surroundingsOf({ links: targetsSeen(all), folders }));
  return LINK_READINGS.map((reading) => shown(followLink('docs/l', tree, reading)));
}

function shown(arrival: Arrival): string {
  return arrival.kind === 'inside' ? `/${arrival.path}` : arrival.kind;
}

describe('two systems follow one target', () => {
  test.each([
    ['guide.md', '/docs/guide.md', '/docs/guide.md'],
    ['..\\core\\auth.py', '/docs/..\\core\\auth.py', '/core/auth.py'],
    ['deep\\a.md', '/docs/deep\\a.md', '/docs/deep/a.md'],
    ['..\\..\\x', '/docs/..\\..\\x', 'outside'],
    ['guide.md.', '/docs/guide.md.', '/docs/guide.md'],
    ['guide.md ', '/docs/guide.md ', '/docs/guide.md'],
    ['guide.md . .', '/docs/guide.md . .', '/docs/guide.md'],
    ['guide.md:stream', '/docs/guide.md:stream', '/docs/guide.md'],
    ['guide.md::$DATA', '/docs/guide.md::$DATA', '/docs/guide.md'],
    ['deep/.../a.md', '/docs/deep/.../a.md', '/docs/deep/a.md'],
    ['GUIDE.MD', '/docs/guide.md', '/docs/guide.md'],
    ['..\\.GIT\\config', '/docs/..\\.GIT\\config', 'git-folder'],
    ['../.git', 'git-folder', 'git-folder'],
    ['../.git./hooks', 'git-folder', 'git-folder'],
    ['../my.git', '/my.git', '/my.git'],
    ['../.github', '/.github', '/.github'],
    ['C:/x', 'outside', 'outside'],
    ['\\x', 'outside', 'outside'],
    ['~', 'outside', 'outside'],
    ['', 'dead', 'dead'],
    ['l', 'dead', 'dead'],
    ['L', 'dead', 'dead'],
    ['.', '/docs', '/docs'],
    ['..', '/', '/'],
    ['../', '/', '/'],
    ['../..', 'outside', 'outside'],
  ])('%j: %s on Linux, %s on Windows', (target, linux, windows) => {
    expect(arrivals(target)).toEqual([linux, windows]);
  });

  test.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['m/../x', { 'docs/m': 'deep' }, '/docs/x', '/docs/x'],
    ['m/../x', { 'docs/m': '../core' }, '/x', '/docs/x'],
    ['m/../../x', { 'docs/m': 'deep' }, '/x', '/x'],
    ['m/../../x', { 'docs/m': '../core' }, 'outside', '/x'],
    ['m/x', { 'docs/m': 'n', 'docs/n': 'deep' }, '/docs/deep/x', '/docs/deep/x'],
    ['m', { 'docs/m': 'n', 'docs/n': 'm' }, 'dead', 'dead'],
    ['m/x', { 'docs/m': '/' }, 'outside', 'outside'],
    ['m', { 'docs/m': '' }, 'dead', 'dead'],
  ])('%j over %j: %s and %s', (...[target, links, linux, windows]) => {
    expect(arrivals(target, links)).toEqual([linux, windows]);
  });
});

describe('whatever the target', () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    'docs',
    'deep',
    'guide.md',
    ' ',
    ':',
    '~',
    'C',
    'l',
    '.git',
    '\0',
    'é',
  );
  const anyTarget = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

  test('both systems come to an end, and inside is a plain path', () => {
    fc.assert(
      fc.property(anyTarget, (target) => {
        for (const arrival of arrivals(target)) {
          if (!arrival.startsWith('/')) continue;
          const names = arrival.slice(1).split('/');
          expect(names.filter((name) => name === '.' || name === '..')).toEqual([]);
          expect(names.length === 1 || !names.includes('')).toBe(true);
        }
      }),
    );
  });

  test('one that begins elsewhere, or that nobody can follow, is never inside', () => {
    fc.assert(
      fc.property(anyTarget, (target) => {
        const [linux = ''] = arrivals(target);
        if (unusableTarget(target) !== undefined) expect(linux).toBe('dead');
        else if (isAbsoluteTarget(target)) expect(linux).toBe('outside');
      }),
    );
  });

  test('slashes and dots to spare lead to the same place', () => {
    const names = fc.array(fc.constantFrom('docs', 'deep', '..', 'guide.md'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(names, (steps) => {
        const [plain, spare] = [steps.join('/'), `./${steps.join('//./')}/`];
        expect(arrivals(spare)).toEqual(arrivals(plain));
      }),
    );
  });

  test('words of Linux lead Windows where Linux goes, as long as no link is on the way', () => {
    const names = fc.array(fc.constantFrom('docs', 'deep', '..', 'guide.md', 'x'), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(names, (steps) => {
        const [linux, windows] = arrivals(steps.join('/'));
        const [, backslashes] = arrivals(steps.join('\\'));
        expect(windows).toBe(linux);
        expect(backslashes).toBe(windows);
      }),
    );
  });
});
