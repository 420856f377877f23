import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const HEAD = 'import sqlalchemy as sa\nfrom alembic import op\n\n';

function told(module: readonly string[], ...lines: readonly string[]) {
  const body = lines.map((line) => `    ${line}\n`).join('');
  return toldRevision(parsers, `${HEAD}${module.join('\n')}\n\ndef upgrade():\n${body}`);
}

describe('A text that a function gives back is read', () => {
  it.each<[string, readonly string[], string]>([
    ['with what it defaults to', ['def sql(name="a"):', '    return f"DROP TABLE {name}"'], 'sql()'],
    [
      'with several arguments',
      ['def sql(verb, name):', '    return f"{verb} TABLE {name}"'],
      'sql("DROP", "a")',
    ],
    [
      'with names in another order',
      ['def sql(verb, name):', '    return f"{verb} TABLE {name}"'],
      'sql(name="a", verb="DROP")',
    ],
    ['with format()', ['def sql(name):', '    return "DROP TABLE {}".format(name)'], 'sql("a")'],
    ['with a percent sign', ['def sql(name):', '    return "DROP TABLE %s" % name'], 'sql("a")'],
    ['joined from pieces', ['def sql(name):', '    return "DROP " + "TABLE " + name'], 'sql("a")'],
    [
      'in brackets',
      ['def sql(name):', '    return (', '        "DROP TABLE "', '        "a"', '    )'],
      'sql("x")',
    ],
    [
      'from a constant of the module',
      ['TABLE = "a"', 'def sql():', '    return f"DROP TABLE {TABLE}"'],
      'sql()',
    ],
    [
      'behind what only raises',
      ['def sql(x):', '    if x is None:', '        raise ValueError(x)', '    return "DROP TABLE a"'],
      'sql(y)',
    ],
    [
      'without what stands behind',
      ['def sql():', '    return "DROP TABLE a"', '    return "DROP TABLE b"'],
      'sql()',
    ],
  ])('%s', (_, module, call) => {
    expect(told(module, `op.execute(${call})`).up).toEqual(['drop-table a']);
  });

  it('where it is written, so that this is underlined', () => {
    const { underlined } = told(
      ['def sql(name):', '    return f"DROP TABLE {name}"'],
      'op.execute(sql("a"))',
    );
    expect(underlined).toEqual(['DROP TABLE {name}']);
  });

  it('but for a part of it that a function gives back', () => {
    const module = ['def name():', '    return "a"', 'def sql():', '    return f"DROP TABLE {name()}"'];
    expect(told(module, 'op.execute(sql())').up).toEqual(['drop-table <{name()}>']);
  });

  it('once for each of all that may be given back, none of which is certain', () => {
    const tables = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(tables, (names) => {
        const branches = names
          .slice(1)
          .map((name) => [`    if x == "${name}":`, `        return "DROP TABLE ${name}"`]);
        const module = ['def sql(x):', ...branches.flat(), `    return "DROP TABLE ${names[0]}"`];
        const { up } = told(module, 'op.execute(sql(flag))');
        expect(up.toSorted()).toEqual(names.map((name) => `? drop-table ${name}`).toSorted());
      }),
    );
  });

  it('the same as where it is written out, whatever it says', () => {
    const sql = fc.constantFrom(
      'DROP TABLE a',
      'ALTER TABLE a ADD COLUMN b int',
      'ALTER TABLE a DROP COLUMN b',
      'CREATE INDEX i ON a (b)',
      'DROP TABLE a; DROP TABLE b',
      'UPDATE a SET b = 1',
      'not SQL at all',
    );
    fc.assert(
      fc.property(
        sql,
        fc.constantFrom('op.execute(X)', 'op.execute(sa.text(X))', 'op.get_bind().execute(sa.text(X))'),
        (text, how) => {
          const module = ['def sql():', `    return "${text}"`];
          const steps = (value: string) => told(module, how.replace('X', value)).up;
          expect(steps('sql()')).toEqual(steps(`"${text}"`));
        },
      ),
    );
  });
});

describe('A text that a function gives back is not known', () => {
  it.each<[string, readonly string[], string]>([
    [
      'where a part of it comes with the call',
      ['def sql(name):', '    return f"{name} TABLE a"'],
      'sql(verb)',
    ],
    [
      'where it calls another that calls it',
      ['def sql():', '    return more()', 'def more():', '    return sql()'],
      'sql()',
    ],
    [
      'where the handler of an error gives it back',
      [
        'def sql():',
        '    try:',
        '        x()',
        '    except A:',
        '        return "SELECT 1"',
        '    return "SELECT 2"',
      ],
      'sql()',
    ],
    ['where a with gives it back', ['def sql():', '    with x() as y:', '        return y.read()'], 'sql()'],
    ['where it is a method', ['class A:', '    def sql(self):', '        return "SELECT 1"'], 'A().sql()'],
    ['where it is read from a file', ['def sql():', '    return open("a.sql").read()'], 'sql()'],
  ])('%s', (_, module, call) => {
    const { up } = told(module, `op.execute(${call})`);
    expect(up).toHaveLength(1);
    expect(up[0]).toMatch(/^! /);
  });
});
