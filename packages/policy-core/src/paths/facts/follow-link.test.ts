import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { followLink } from './follow-link.ts';
import { headTree } from './head-tree.ts';
import { surroundingsOf } from '../../testing/surroundings-of.ts';
import { LINK_READINGS, type LinkTargetReading } from './link-reading.ts';

const POSIX: LinkTargetReading = LINK_READINGS[0] ?? { steps: () => [] };
const WINDOWS: LinkTargetReading = LINK_READINGS[1] ?? { steps: () => [] };

function treeOf(files: readonly string[], links: Readonly<Record<string, string>>) {
  const folders = Object.entries(foldersOf(files, Object.keys(links)));
  return headTree(
    [],
    surroundingsOf({
      links: Object.fromEntries(Object.entries(links).map(([path, target]) => [path, observed(target)])),
      folders: Object.fromEntries(folders.map(([folder, entries]) => [folder, observed(entries)])),
    }),
  );
}

const FILES = ['docs/guide.md', 'docs/deep/a.md', 'core/auth.py'];
const follow = (links: Readonly<Record<string, string>>, reading = POSIX) =>
  followLink(Object.keys(links)[0] ?? '', treeOf(FILES, links), reading);

describe('a link', () => {
  test.each([
    ['a file beside it', { 'docs/l': 'guide.md' }, 'docs/guide.md'],
    ['a file elsewhere', { 'docs/l': '../core/auth.py' }, 'core/auth.py'],
    ['the root', { 'docs/l': '..' }, ''],
    ['its own folder', { 'docs/l': './' }, 'docs'],
    ['what is not there', { 'docs/l': '../new/a/b' }, 'new/a/b'],
    ['another spelling', { 'docs/l': '../CORE/Auth.py' }, 'core/auth.py'],
    ['a file over a link', { 'docs/l': '../to/auth.py', to: 'core' }, 'core/auth.py'],
    ['a file over a link in another case', { 'docs/l': '../TO/auth.py', to: 'core' }, 'core/auth.py'],
    ['a link that leads on', { l: 'm', m: 'n', n: 'docs' }, 'docs'],
    ['what lies above where another link leads', { l: 'docs/d/../x', 'docs/d': 'deep' }, 'docs/x'],
    ['what lies below a file', { l: 'docs/guide.md/x' }, 'docs/guide.md/x'],
  ])('leads to %s', (_, links, path) => {
    expect(follow(links)).toMatchObject({ kind: 'inside', path });
  });

  test('over another one goes back from there on Linux, and from its name on Windows', () => {
    const links = { l: 'to/../auth.py', to: 'docs/deep' };
    expect(follow(links, POSIX)).toMatchObject({ kind: 'inside', path: 'docs/auth.py' });
    expect(follow(links, WINDOWS)).toMatchObject({ kind: 'inside', path: 'auth.py' });
  });

  test.each([
    ['at once', { l: '../x' }],
    ['from a folder', { 'docs/l': 'deep/../../../x' }],
    ['over another link', { l: 'docs/up/x', 'docs/up': '../..' }],
    ['over another link with a fixed place', { l: 'm/x', m: '/usr' }],
  ])('leads out %s', (_, links) => {
    expect(follow(links)).toMatchObject({ kind: 'outside' });
  });

  test.each([
    ['.git', { l: '.git/config' }],
    ['.git in capitals', { 'docs/l': '../.GIT' }],
    ['.git under its short name', { l: 'GIT~1/config' }],
    ['.git of a folder', { l: 'docs/.git/hooks' }],
    ['.git over another link', { l: 'm/config', m: '.git' }],
  ])('leads into %s', (_, links) => {
    expect(follow(links)).toMatchObject({ kind: 'git-folder' });
  });

  test.each([
    ['itself', { l: 'l' }],
    ['a folder below itself', { l: 'l/x' }],
    ['another that leads back', { l: 'docs/m', 'docs/m': '../l' }],
  ])('leads in a circle over %s', (_, links) => {
    expect(follow(links)).toMatchObject({
      kind: 'dead',
      how: 'it leads in a circle, or further than any system follows',
    });
  });

  test('may lead over 40 links, and not over one more', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [`l${index}`, index + 1 < length ? `l${index + 1}` : 'docs']),
      );
    expect(follow(chain(40))).toMatchObject({ kind: 'inside', path: 'docs' });
    expect(follow(chain(41))).toMatchObject({ kind: 'dead' });
  });

  test('tells of every link on the way', () => {
    expect(follow({ l: 'm/a.md', m: 'docs/n', 'docs/n': 'deep' })).toEqual({
      kind: 'inside',
      path: 'docs/deep/a.md',
      hops: [
        { link: 'l', target: 'm/a.md' },
        { link: 'm', target: 'docs/n' },
        { link: 'docs/n', target: 'deep' },
      ],
    });
  });
});

describe('a link of which something is not known', () => {
  test('is unknown, with the reason', () => {
    const links: Observations['links'] = { l: observed('m/x'), m: unobserved('git has no copy of it here') };
    const folders = { '': observed([{ name: 'm', mode: '120000' }]) };
    expect(followLink('l', headTree([], surroundingsOf({ links, folders })), POSIX)).toEqual({
      kind: 'unknown',
      reason: 'git has no copy of it here',
    });
  });

  test('asks for all folders it may pass, at once', () => {
    const asked: string[] = [];
    const note = { folder: (path: string) => asked.push(path), link: () => 0 };
    followLink(
      'docs/l',
      headTree([], surroundingsOf({ links: { 'docs/l': observed('../a/b/c') }, folders: {} }, note)),
      POSIX,
    );
    expect(asked).toEqual(['', 'a', 'a/b']);
  });
});

describe('whatever the links are', () => {
  const step = fc.constantFrom(
    '..',
    '.',
    'docs',
    'deep',
    'l',
    'm',
    'n',
    'guide.md',
    'x',
    '.git',
    'a'.repeat(300),
  );
  const target = fc.array(step, { minLength: 1, maxLength: 8 }).map((steps) => steps.join('/'));

  test('following them ends, and inside means inside', () => {
    fc.assert(
      fc.property(fc.tuple(target, target, target), fc.constantFrom(POSIX, WINDOWS), ([l, m, n], reading) => {
        const arrival = followLink('docs/l', treeOf(FILES, { 'docs/l': l, m, 'docs/deep/n': n }), reading);
        if (arrival.kind !== 'inside') return;
        expect(arrival.path.split('/')).not.toContain('..');
        expect(arrival.path).not.toMatch(/^\/|\.git(\/|$)/);
      }),
    );
  });

  test('a hostile chain of long targets costs little', () => {
    const long = 'x/../'.repeat(800);
    const links = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`l${index}`, `${long}l${index + 1}`]),
    );
    expect(follow(links)).toMatchObject({ kind: 'dead' });
    const deep = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`l${index}`, `l${index + 1}/${'x/'.repeat(2_000)}`]),
    );
    expect(follow(deep)).toMatchObject({ kind: 'dead' });
    expect(follow({ l: 'x/'.repeat(2_000) })).toMatchObject({ kind: 'inside' });
  });
});
