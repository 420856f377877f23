import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts } from '../../testing/read-history.ts';
import { textOf } from '../../testing/text-of.ts';
import { headerPlace, idPlace, listedIds } from './graph-places.ts';

const parsers = await testParsers();

const PATH = 'alembic/versions/b2.py';
const historyOf = (text: string) => historyOfTexts(parsers, { [PATH]: text });

describe('the place where a revision says something of itself', () => {
  const TEXT = [
    '"""orders: 😀"""',
    'revision: str = "b2"',
    'down_revision = ("a1", "a2")',
    'branch_labels = "shop"',
    'depends_on = ["x1"]',
    '',
  ].join('\n');
  const shown = (text: string, ...part: Parameters<typeof headerPlace>[2][]) =>
    textOf(text, headerPlace(historyOf(text), PATH, ...part));

  it('is its id, unless another part is asked for', () => {
    expect(shown(TEXT)).toBe('"b2"');
    expect(shown(TEXT, 'revision')).toBe('"b2"');
    expect(shown(TEXT, 'downRevision')).toBe('("a1", "a2")');
    expect(shown(TEXT, 'branchLabels')).toBe('"shop"');
    expect(shown(TEXT, 'dependsOn')).toBe('["x1"]');
  });

  it('is its id where that part is not written', () => {
    expect(shown('revision = "b2"\n', 'dependsOn')).toBe('"b2"');
  });

  it('is the code that computes it', () => {
    expect(shown('revision = make("b2")\n')).toBe('make("b2")');
  });

  it.each<[string, string]>([
    ['says nothing', 'x = 1\n'],
    ['is no Python', 'revision = "b2\n'],
  ])('is the beginning of a file that %s', (_, text) => {
    const start = { line: 0, character: 0 };
    expect(headerPlace(historyOf(text), PATH)).toEqual({ path: PATH, start, end: start });
  });

  it('is the beginning of a file that is not here', () => {
    const start = { line: 0, character: 0 };
    expect(headerPlace(historyOf(TEXT), 'alembic/versions/c3.py', 'downRevision')).toEqual({
      path: 'alembic/versions/c3.py',
      start,
      end: start,
    });
  });
});

describe('the place where a revision names another one', () => {
  const shown = (text: string, id: string, part: 'downRevision' | 'dependsOn' = 'downRevision') =>
    textOf(text, idPlace(historyOf(text), { path: PATH, id, part }));

  it.each<[string, string, string]>([
    ['by itself', 'down_revision = "a1"', '"a1"'],
    ['in a tuple', 'down_revision = ("a1", "a2")', '"a1"'],
    ['in a list over several lines', "down_revision = [\n    'a2',\n    'a1',\n]", "'a1'"],
    ['in three quotes', 'down_revision = """a1"""', '"""a1"""'],
    ['behind a name, where it is written', 'PARENT = "a1"\ndown_revision = PARENT', '"a1"'],
  ])('is only that name: %s', (_, line, expected) => {
    expect(shown(`revision = "b2"\n${line}\n`, 'a1')).toBe(expected);
  });

  it('is looked for in the part that is asked for', () => {
    const text = 'revision = "b2"\ndown_revision = "a1"\ndepends_on = ("x", "a1")\n';
    expect(shown(text, 'x', 'dependsOn')).toBe('"x"');
    expect(shown(text, 'a1', 'dependsOn')).toBe('"a1"');
  });

  it('is the whole part where it does not name it', () => {
    expect(shown('revision = "b2"\ndown_revision = ("a1", "a2")\n', 'lost')).toBe('("a1", "a2")');
    expect(shown('revision = "b2"\ndown_revision = parents()\n', 'a1')).toBe('parents()');
    expect(shown('revision = "b2"\n', 'a1')).toBe('"b2"');
  });
});

describe('a list of ids', () => {
  it.each<[readonly string[], string]>([
    [[], ''],
    [['a1'], 'a1'],
    [['a1', 'b2'], 'a1 and b2'],
    [['a1', 'b2', 'c3'], 'a1, b2 and c3'],
    [['a1', 'b2', 'c3', 'd4'], 'a1, b2, c3 and d4'],
  ])('%j is said as %j', (ids, expected) => {
    expect(listedIds(ids)).toBe(expected);
  });
});
