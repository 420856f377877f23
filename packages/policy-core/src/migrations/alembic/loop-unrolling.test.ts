import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const steps = (...upgrade: string[]) => shownSteps(revisionIn(parsers, revisionText({ upgrade })).upgrade);

describe('A loop over what the file writes out', () => {
  it.each<[string, string[]]>([
    ['a tuple', ['for t in ("a", "b"):', '    op.drop_table(t)']],
    ['a list', ['for t in ["a", "b"]:', '    op.drop_table(t)']],
    ['a set', ['for t in {"a", "b"}:', '    op.drop_table(t)']],
    ['no parentheses', ['for t in "a", "b":', '    op.drop_table(t)']],
    ['parentheses', ['for t in (["a", "b"]):', '    op.drop_table(t)']],
    ['a list with a name', ['names = ["a", "b"]', 'for t in names:', '    op.drop_table(t)']],
    ['a name for a name', ['x = ["a", "b"]', 'for t in list(x):', '    op.drop_table(t)']],
    ['sorted', ['for t in sorted(["a", "b"]):', '    op.drop_table(t)']],
    ['reversed', ['for t in reversed(["b", "a"]):', '    op.drop_table(t)']],
    ['enumerate', ['for i, t in enumerate(["a", "b"]):', '    op.drop_table(t)']],
    ['pairs', ['for t, x in [("a", 1), ("b", 2)]:', '    op.drop_table(t)']],
    ['pairs in parentheses', ['for (t, x) in [("a", 1), ("b", 2)]:', '    op.drop_table(t)']],
    ['lists of pairs', ['for [t, x] in [["a", 1], ["b", 2]]:', '    op.drop_table(t)']],
    ['pairs of pairs', ['for x, (t, y) in [(1, ("a", 2)), (3, ("b", 4))]:', '    op.drop_table(t)']],
    ['enumerated pairs', ['for i, (t, x) in enumerate([("a", 1), ("b", 2)]):', '    op.drop_table(t)']],
    ['a dictionary', ['for t in {"a": 1, "b": 2}:', '    op.drop_table(t)']],
    ['items of a dictionary', ['for t, x in {"a": 1, "b": 2}.items():', '    op.drop_table(t)']],
    ['values of a dictionary', ['for t in {1: "a", 2: "b"}.values():', '    op.drop_table(t)']],
    ['keys of a dictionary', ['d = {"a": 1, "b": 2}', 'for t in d.keys():', '    op.drop_table(t)']],
    [
      'items of a dictionary with a name',
      ['d = {"a": 1, "b": 2}', 'for t, x in d.items():', '    op.drop_table(t)'],
    ],
    ['a comprehension', ['[op.drop_table(t) for t in ("a", "b")]']],
    ['a helper', ['def h(name):', '    op.drop_table(name)', 'for t in ("a", "b"):', '    h(t)']],
    [
      'a list as parameter',
      ['def h(names):', '    for t in names:', '        op.drop_table(t)', 'h(["a", "b"])'],
    ],
    [
      'functions',
      [
        'def f():',
        '    op.drop_table("a")',
        'def g():',
        '    op.drop_table("b")',
        'for h in (f, g):',
        '    h()',
      ],
    ],
    ['SQL', ['for t in ("a", "b"):', '    op.execute(f"DROP TABLE {t}")']],
    ['SQL with format', ['for t in ("a", "b"):', '    op.execute("DROP TABLE {}".format(t))']],
    ['SQL with percent', ['for t in ("a", "b"):', '    op.execute("DROP TABLE %s" % t)']],
    ['whole statements', ['for s in ("DROP TABLE a", "DROP TABLE b"):', '    op.execute(s)']],
    [
      'a name that the loop computes',
      ['for t in ("a", "b"):', '    sql = f"DROP TABLE {t}"', '    op.execute(sql)'],
    ],
    [
      'a list inside of another loop',
      ['for x in ("k",):', '    for t in ("a", "b"):', '        op.drop_table(t)'],
    ],
  ])('is told round by round, for sure: %s', (_, lines) => {
    expect(steps(...lines)).toEqual(['drop-table a', 'drop-table b']);
  });

  it('in a loop puts both variables together', () => {
    const lines = ['for s in ("x", "y"):', '    for t in ("a", "b"):', '        op.drop_table(t, schema=s)'];
    expect(steps(...lines)).toEqual(['drop-table x.a', 'drop-table x.b', 'drop-table y.a', 'drop-table y.b']);
  });

  it('knows the batch of each round', () => {
    const lines = [
      'for t in ("a", "b"):',
      '    with op.batch_alter_table(t) as x:',
      '        x.drop_column("c")',
    ];
    expect(steps(...lines)).toEqual(['drop-column a c', 'drop-column b c']);
  });

  it('may be left early', () => {
    const lines = ['for t in ("a", "b"):', '    op.drop_table(t)', '    if x:', '        break'];
    expect(steps(...lines)).toEqual(['drop-table a', '? drop-table b']);
  });

  it('is over afterwards, when the name may hold any of the values', () => {
    expect(steps('for t in ("a", "b"):', '    pass', 'op.drop_table("c")')).toEqual(['drop-table c']);
  });
});

describe('Any other loop', () => {
  it.each<[string, string[], string]>([
    ['a call', ['for t in find():', '    op.drop_table(t)'], '<t>'],
    ['a list that grows', ['x = ["a"]', 'x.append(y)', 'for t in x:', '    op.drop_table(t)'], '<t>'],
    ['a list that is spread', ['for t in ["a", *more]:', '    op.drop_table(t)'], '<t>'],
    [
      'a dictionary that grows',
      ['d = {"a": 1}', 'd["b"] = 2', 'for t in d.keys():', '    op.drop_table(t)'],
      '<t>',
    ],
    ['a dictionary that is spread', ['for t in {"a": 1, **more}:', '    op.drop_table(t)'], '<t>'],
    ['zip', ['for t, x in zip(y, z):', '    op.drop_table(t)'], '<t>'],
    ['names of another module', ['for t in settings.TABLES:', '    op.drop_table(t)'], '<t>'],
    ['an empty list', ['for t in []:', '    op.drop_table(t)'], '<t>'],
  ])('is told once, and is uncertain: %s', (_, lines, table) => {
    expect(steps(...lines)).toEqual([`? drop-table ${table}`]);
  });

  it('over very many elements is told once', () => {
    const names = Array.from({ length: 101 }, (_, index) => `"t${index}"`).join(', ');
    expect(steps(`for t in [${names}]:`, '    op.drop_table(t)')).toEqual(['? drop-table <t>']);
  });

  it('in loops in loops comes to an end', () => {
    const list = `[${Array.from({ length: 90 }, (_, index) => index).join(', ')}]`;
    const lines = ['a', 'b', 'c', 'd', 'e'].map(
      (name, depth) => `${'    '.repeat(depth)}for ${name} in ${list}:`,
    );
    const started = stepsTaken();
    expect(steps(...lines, `${'    '.repeat(5)}op.drop_table("a")`).length).toBeGreaterThan(0);
    expect(stepsTaken() - started).toBeLessThan(7_000_000);
  });
});
