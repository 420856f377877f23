import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const HEAD = 'import functools\nimport sqlalchemy as sa\nfrom alembic import op\n\n';

function up(module: readonly string[], ...lines: readonly string[]): readonly string[] {
  const body = lines.map((line) => `    ${line}\n`).join('');
  return toldRevision(parsers, `${HEAD}${module.join('\n')}\n\ndef upgrade():\n${body}`).up;
}

const DROP = ['def drop(name):', '    return f"DROP TABLE {name}"'];

describe('SQL that a function gives back', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['is followed', DROP, ['op.execute(drop("a"))']],
    ['is followed where it is remembered', ['@functools.cache', ...DROP], ['op.execute(drop("a"))']],
    ['is followed with a keyword', DROP, ['op.execute(drop(name="a"))']],
    ['is followed as a text', DROP, ['op.execute(sa.text(drop("a")))']],
    ['is followed under a name', DROP, ['sql = drop("a")', 'op.execute(sql)']],
    ['is followed by a connection', DROP, ['op.get_bind().execute(sa.text(drop("a")))']],
    [
      'is followed behind other statements',
      [
        'def drop(name):',
        '    """Drops it."""',
        '    sql = f"DROP TABLE {name}"',
        '    print(sql)',
        '    return sql',
      ],
      ['op.execute(drop("a"))'],
    ],
    [
      'is followed where a function inside gives back something else',
      ['def drop(name):', '    def own():', '        return 1', '    return f"DROP TABLE {name}"'],
      ['op.execute(drop("a"))'],
    ],
    [
      'is followed through other functions',
      [...DROP, 'def drop_it(table):', '    return sa.text(drop(table))'],
      ['op.execute(drop_it("a"))'],
    ],
    [
      'is that of PostgreSQL, where the dialect decides',
      [
        'def drop(name):',
        '    if op.get_bind().dialect.name == "mysql":',
        '        return "DROP TABLE other"',
        '    return f"DROP TABLE {name}"',
      ],
      ['op.execute(drop("a"))'],
    ],
    [
      'is that of PostgreSQL, where the dialect decides in between',
      [
        'def drop(name):',
        '    if op.get_bind().dialect.name != "mysql":',
        '        return f"DROP TABLE {name}"',
        '    return "DROP TABLE other"',
      ],
      ['op.execute(drop("a"))'],
    ],
  ])('%s', (_, module, lines) => {
    expect(up(module, ...lines)).toEqual(['drop-table a']);
  });

  it('is followed for each call apart', () => {
    expect(up(DROP, 'for name in ("a", "b"):', '    op.execute(drop(name))')).toEqual([
      'drop-table a',
      'drop-table b',
    ]);
  });

  it('may be one of several', () => {
    const module = [
      'def drop(name, both):',
      '    if both:',
      '        return f"DROP TABLE {name}, b"',
      '    elif name:',
      '        return f"DROP TABLE {name}"',
      '    else:',
      '        return "SELECT 1"',
    ];
    expect(up(module, 'op.execute(drop("a", flag))')).toEqual([
      '? drop-table a',
      '? drop-table b',
      '? drop-table a',
    ]);
  });

  it.each<[string, readonly string[]]>([
    ['is decorated', ['@wrapped', ...DROP]],
    ['is defined twice', [...DROP, ...DROP]],
    ['gives back what it is given in turn', ['def drop(name):', '    while name:', '        yield name']],
    [
      'gives back something out of a loop',
      ['def drop(x):', '    for y in x:', '        return "DROP TABLE a"'],
    ],
    [
      'gives back something out of a handler',
      ['def drop(x):', '    try:', '        return "DROP TABLE a"', '    except A:', '        pass'],
    ],
    ['gives back nothing', ['def drop(x):', '    return']],
    ['has no return', ['def drop(x):', '    pass']],
    [
      'gives back a name that gets several values',
      ['def drop(x):', '    sql = "DROP TABLE a"', '    sql += x', '    return sql'],
    ],
    ['gives back what is no text', ['def drop(x):', '    return x.sql']],
    [
      'gives back what is no text at times',
      ['def drop(x):', '    if x:', '        return x.sql', '    return "DROP TABLE a"'],
    ],
    ['gives back its own', ['def drop(x):', '    return drop(x)']],
    ['is a lambda', ['drop = lambda x: x.sql']],
    ['has to be awaited', ['async def drop(x):', '    return "DROP TABLE a"']],
  ])('is not known where the function %s', (_, module) => {
    expect(up(module, 'op.execute(drop("a"))')).toContain('! the SQL in drop("a") is not known');
  });
});
