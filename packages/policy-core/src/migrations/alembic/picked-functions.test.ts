import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const MODULE = ['a_one', 'a_two', 'b_one'].flatMap((name) => [
  `def ${name}():`,
  `    op.drop_table("${name}")`,
]);
/** Functions that are not picked come last. */
const picked = (...upgrade: string[]) =>
  shownSteps(revisionIn(parsers, revisionText({ module: MODULE, upgrade })).upgrade);

describe('Functions that are picked by their names', () => {
  it.each<[string, string]>([
    ['globals', 'globals()["a_one"]()'],
    ['locals', 'locals()["a_one"]()'],
    ['vars', 'vars()["a_one"]()'],
    ['a sum of literals', 'globals()["a_" + "one"]()'],
    ['an f-string of literals', 'globals()[f"a_{\'one\'}"]()'],
    ['percent of literals', 'globals()["a_%s" % "one"]()'],
  ])('are followed by a name that is known: %s', (_, line) => {
    expect(picked(line).at(0)).toBe('drop-table a_one');
  });

  it.each<[string, string, string[]]>([
    ['its beginning', 'globals()["a_" + x]()', ['? drop-table a_one', '? drop-table a_two']],
    ['its end', 'globals()[x + "_one"]()', ['? drop-table a_one', '? drop-table b_one']],
    ['both', 'globals()[f"{x}a_{y}one"]()', ['? drop-table a_one', '? drop-table b_one']],
    ['its beginning, by percent', 'globals()["a_%s" % x]()', ['? drop-table a_one', '? drop-table a_two']],
    [
      'its beginning, by format',
      'globals()["a_{}".format(x)]()',
      ['? drop-table a_one', '? drop-table a_two'],
    ],
  ])('are all followed that may be meant, where only a part is known: %s', (_, line, steps) => {
    expect(picked(line).slice(0, 2)).toEqual(steps);
  });

  it.each([
    'globals()[x]()',
    'globals()["c_" + x]()',
    'globals()["missing"]()',
    'globals()[x + y]()',
    'globals()[f"{x}{y}{z}"]()',
  ])('are not known at all: %s', (line) => {
    expect(picked(line).at(0)).toBe('! which function it picks by its name is not known');
  });

  it.each(['steps["a_one"]()', 'self.steps["a_one"]()', 'globals()["a_one"]'])('are none: %s', (line) => {
    expect(picked(line).filter((step) => !step.startsWith('?'))).toEqual([]);
  });
});
