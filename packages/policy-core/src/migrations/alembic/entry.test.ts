import { describe, expect, it } from 'vitest';

import { sourceOf } from '../../parsers/python/nodes.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { tracedFileOf } from '../../testing/python-source.ts';
import { definitionsIn } from './definitions.ts';
import { entryNamed } from './entry.ts';

const parsers = await testParsers();

function entryIn(text: string) {
  const file = tracedFileOf(parsers, text);
  const entry = entryNamed(file, definitionsIn(file), 'upgrade');
  if (entry.kind === 'missing') return 'missing';
  if (entry.kind === 'elsewhere') return ['elsewhere', sourceOf(file, entry.at)];
  const sources = entry.definitions.map((node) => sourceOf(file, node).split('\n')[0]);
  return [entry.isCertain ? 'certain' : 'uncertain', entry.isNamed ? 'named' : 'unnamed', ...sources];
}

describe('The function that Alembic calls', () => {
  it.each<[string, string, string[]]>([
    ['def', 'def upgrade(): pass\n', ['certain', 'named', 'def upgrade(): pass']],
    ['async def', 'async def upgrade(): pass\n', ['certain', 'named', 'async def upgrade(): pass']],
    ['a decorated def', '@a\ndef upgrade(): pass\n', ['certain', 'named', 'def upgrade(): pass']],
    [
      'a def beside a method',
      'class A:\n    def upgrade(self): pass\ndef upgrade(): x\n',
      ['certain', 'named', 'def upgrade(): x'],
    ],
    [
      'a def beside an inner one',
      'def f():\n    def upgrade(): pass\ndef upgrade(): x\n',
      ['certain', 'named', 'def upgrade(): x'],
    ],
    [
      'a def under a condition',
      'if x:\n    def upgrade(): pass\n',
      ['uncertain', 'named', 'def upgrade(): pass'],
    ],
    [
      'a def in a try',
      'try:\n    def upgrade(): pass\nfinally:\n    pass\n',
      ['uncertain', 'named', 'def upgrade(): pass'],
    ],
    [
      'two defs',
      'def upgrade(): a\ndef upgrade(): b\n',
      ['uncertain', 'named', 'def upgrade(): a', 'def upgrade(): b'],
    ],
    [
      'a def that is wrapped',
      'def upgrade(): a\nupgrade = wrap(upgrade)\n',
      ['uncertain', 'named', 'def upgrade(): a'],
    ],
    [
      'a def beside an import',
      'from a import upgrade\ndef upgrade(): a\n',
      ['uncertain', 'named', 'def upgrade(): a'],
    ],
    ['a lambda', 'upgrade = lambda: f()\n', ['certain', 'unnamed', 'lambda: f()']],
    ['another function', 'def f(): a\nupgrade = f\n', ['certain', 'unnamed', 'def f(): a']],
    ['a chain of names', 'def f(): a\ng = f\nupgrade = g\n', ['certain', 'unnamed', 'def f(): a']],
    [
      'one of two functions',
      'def f(): a\ndef g(): b\nupgrade = f if x else g\n',
      ['uncertain', 'unnamed', 'def f(): a', 'def g(): b'],
    ],
    ['both at once', 'def f(): a\nupgrade = downgrade = f\n', ['certain', 'unnamed', 'def f(): a']],
  ])('is found: %s', (_, text, entry) => {
    expect(entryIn(text)).toEqual(entry);
  });

  it.each<[string, string, string]>([
    ['an import', 'from base import upgrade\n', 'upgrade'],
    ['a partial function', 'upgrade = partial(run, "a")\n', 'upgrade'],
    ['a member', 'upgrade = base.upgrade\n', 'upgrade'],
    ['a loop over names', 'for upgrade in fs: pass\n', 'upgrade'],
    ['a star import', 'from .base import *\n', 'from .base import *'],
    ['globals', 'globals().update(make())\n', 'globals().update(make())'],
    ['exec', 'exec(SOURCE)\n', 'exec(SOURCE)'],
  ])('is elsewhere: %s', (_, text, at) => {
    expect(entryIn(text)).toEqual(['elsewhere', at]);
  });

  it.each([
    '',
    'x = 1\n',
    'from alembic.op import *\n',
    'from typing import *\n',
    'def f():\n    globals()\n',
  ])('is missing: %j', (text) => {
    expect(entryIn(text)).toBe('missing');
  });
});
