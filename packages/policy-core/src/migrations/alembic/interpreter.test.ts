import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const steps = (...upgrade: string[]) => shownSteps(revisionIn(parsers, revisionText({ upgrade })).upgrade);
const stepsWith = (module: string[], ...upgrade: string[]) =>
  shownSteps(revisionIn(parsers, revisionText({ module, upgrade })).upgrade);

describe('What runs for sure', () => {
  it.each<[string, string[]]>([
    ['plain statements', ['op.drop_table("a")']],
    ['a statement after a condition', ['if x:', '    pass', 'op.drop_table("a")']],
    ['a statement after a raise under a condition', ['if x:', '    raise A()', 'op.drop_table("a")']],
    ['a statement after an assertion', ['assert x', 'op.drop_table("a")']],
    ['the condition of an if', ['if op.drop_table("a"):', '    pass']],
    ['the subject of a match', ['match op.drop_table("a"):', '    case _:', '        pass']],
    ['a with', ['with open("x") as f:', '    op.drop_table("a")']],
    ['try without a handler', ['try:', '    op.drop_table("a")', 'finally:', '    pass']],
    ['finally', ['try:', '    x()', 'except A:', '    pass', 'finally:', '    op.drop_table("a")']],
    ['the value of a return', ['return op.drop_table("a")']],
    ['an argument', ['print(op.drop_table("a"))']],
    ['a value', ['x = op.drop_table("a")']],
    ['the left of and', ['op.drop_table("a") and x']],
    ['the condition of a choice', ['x if op.drop_table("a") else y']],
    ['the iterable of a loop', ['for x in op.drop_table("a"):', '    pass']],
    ['an element of a list', ['[op.drop_table("a")]']],
    ['an f-string', ['f"{op.drop_table(\'a\')}"']],
    ['a class body', ['class A:', '    op.drop_table("a")']],
    ['a default', ['def f(x=op.drop_table("a")):', '    pass']],
    ['a statement after a loop with break', ['while x:', '    break', 'op.drop_table("a")']],
    ['an await', ['await op.drop_table("a")']],
    ['a walrus', ['(x := op.drop_table("a"))']],
  ])('is certain: %s', (_, lines) => {
    expect(steps(...lines)).toEqual(['drop-table a']);
  });

  it('stands in the order of running', () => {
    const lines = ['def h():', '    op.drop_table("b")', 'op.drop_table("a")', 'h()', 'op.drop_table("c")'];
    expect(steps(...lines)).toEqual(['drop-table a', 'drop-table b', 'drop-table c']);
  });

  it('stands with the arguments before the call', () => {
    expect(steps('op.execute(op.drop_table("a"))').at(0)).toBe('drop-table a');
  });
});

describe('What may not run', () => {
  it.each<[string, string[]]>([
    ['if', ['if x:', '    op.drop_table("a")']],
    ['elif', ['if x:', '    pass', 'elif y:', '    op.drop_table("a")']],
    ['else', ['if x:', '    pass', 'else:', '    op.drop_table("a")']],
    ['a dialect that nobody knows', ['if engine.dialect.name == "postgresql":', '    op.drop_table("a")']],
    ['while', ['while x:', '    op.drop_table("a")']],
    ['for over what is not known', ['for x in names:', '    op.drop_table("a")']],
    ['else of a loop', ['for x in names:', '    pass', 'else:', '    op.drop_table("a")']],
    ['try', ['try:', '    op.drop_table("a")', 'except A:', '    pass']],
    ['except', ['try:', '    pass', 'except A:', '    op.drop_table("a")']],
    ['else of try', ['try:', '    pass', 'except A:', '    pass', 'else:', '    op.drop_table("a")']],
    ['match', ['match x:', '    case 1:', '        op.drop_table("a")']],
    ['a choice', ['op.drop_table("a") if x else None']],
    ['the other choice', ['None if x else op.drop_table("a")']],
    ['the right of and', ['x and op.drop_table("a")']],
    ['the right of or', ['x or op.drop_table("a")']],
    ['a comprehension over what is not known', ['[op.drop_table("a") for x in names]']],
    ['a generator', ['any(op.drop_table("a") for x in ["b"])']],
    ['a comprehension with a condition', ['[op.drop_table("a") for x in ["b"] if x]']],
    ['after a return', ['return', 'op.drop_table("a")']],
    ['after a raise', ['raise A()', 'op.drop_table("a")']],
    ['after a return under a condition', ['if x:', '    return', 'op.drop_table("a")']],
    ['after a return in a with', ['with x:', '    if y:', '        return', 'op.drop_table("a")']],
    ['after a return in a loop', ['for x in names:', '    return', 'op.drop_table("a")']],
    ['after a return in a handler', ['try:', '    x()', 'except A:', '    return', 'op.drop_table("a")']],
    ['where errors are passed over', ['with suppress(A):', '    op.drop_table("a")']],
    [
      'where errors are passed over by contextlib',
      ['with contextlib.suppress(A):', '    op.drop_table("a")'],
    ],
    ['a function handed on', ['def f():', '    op.drop_table("a")', 'run(f)']],
    ['a lambda handed on', ['run(lambda: op.drop_table("a"))']],
    ['a function handed on by name', ['def f():', '    op.drop_table("a")', 'run(target=f)']],
  ])('is uncertain: %s', (_, lines) => {
    expect(steps(...lines)).toEqual(['? drop-table a']);
  });

  it('is uncertain after continue, within the loop only', () => {
    const lines = [
      'for x in ["b"]:',
      '    if y:',
      '        continue',
      '    op.drop_table("a")',
      'op.drop_table("c")',
    ];
    expect(steps(...lines)).toEqual(['? drop-table a', 'drop-table c']);
  });

  it('does not spread from a helper that returns early', () => {
    const module = ['def h():', '    if x:', '        return', '    op.drop_table("a")'];
    expect(stepsWith(module, 'h()', 'op.drop_table("b")')).toEqual(['? drop-table a', 'drop-table b']);
  });
});

describe('What runs outside the transaction', () => {
  it.each<[string, string[]]>([
    ['autocommit_block', ['with op.get_context().autocommit_block():', '    op.drop_table("a")']],
    [
      'autocommit_block of a context with a name',
      ['ctx = op.get_context()', 'with ctx.autocommit_block():', '    op.drop_table("a")'],
    ],
    [
      'autocommit_block beside another with',
      ['with open("x") as f, op.get_context().autocommit_block():', '    op.drop_table("a")'],
    ],
    [
      'autocommit_block with a helper',
      ['def h():', '    op.drop_table("a")', 'with op.get_context().autocommit_block():', '    h()'],
    ],
  ])('is told: %s', (_, lines) => {
    expect(steps(...lines)).toEqual(['~ drop-table a']);
  });

  it('ends with the block', () => {
    const lines = [
      'with op.get_context().autocommit_block():',
      '    op.drop_table("a")',
      'op.drop_table("b")',
    ];
    expect(steps(...lines)).toEqual(['~ drop-table a', 'drop-table b']);
  });

  it('begins with a COMMIT of the migration’s own', () => {
    expect(steps('op.execute("COMMIT")', 'op.drop_table("a")')).toEqual(['other COMMIT', '~ drop-table a']);
  });

  it('begins with a commit in lower case and a semicolon', () => {
    expect(steps('op.execute(text("commit;"))', 'op.drop_table("a")').at(-1)).toBe('~ drop-table a');
  });

  it('does not begin with a commit of the connection, behind which another one begins', () => {
    expect(steps('op.get_bind().commit()', 'op.drop_table("a")')).toEqual(['other commit()', 'drop-table a']);
  });

  it('ends with a BEGIN', () => {
    expect(steps('op.execute("COMMIT")', 'op.execute("BEGIN")', 'op.drop_table("a")').at(-1)).toBe(
      'drop-table a',
    );
  });

  it('does not begin with a comment about a commit', () => {
    expect(steps('op.execute("SELECT 1 -- commit")', 'op.drop_table("a")').at(-1)).toBe('drop-table a');
  });

  it('does not begin with a savepoint that is rolled back', () => {
    expect(steps('op.execute("ROLLBACK TO SAVEPOINT s")', 'op.drop_table("a")').at(-1)).toBe('drop-table a');
  });

  it('under a condition holds there only', () => {
    const lines = ['if x:', '    op.execute("COMMIT")', '    op.drop_table("a")', 'op.drop_table("b")'];
    expect(steps(...lines)).toEqual(['? other COMMIT', '? ~ drop-table a', 'drop-table b']);
  });
});

describe('Functions of the file', () => {
  it.each<[string, string[], string[]]>([
    ['a helper', ['def h():', '    op.drop_table("a")'], ['h()']],
    ['a helper of a helper', ['def g():', '    op.drop_table("a")', 'def h():', '    g()'], ['h()']],
    ['an inner function', [], ['def h():', '    op.drop_table("a")', 'h()']],
    ['a lambda with a name', [], ['h = lambda: op.drop_table("a")', 'h()']],
    ['a lambda at once', [], ['(lambda: op.drop_table("a"))()']],
    ['another name', ['def h():', '    op.drop_table("a")'], ['g = h', 'g()']],
    ['an async helper', ['async def h():', '    op.drop_table("a")'], ['await h()']],
    [
      'a static method',
      ['class A:', '    @staticmethod', '    def m():', '        op.drop_table("a")'],
      ['A.m()'],
    ],
    ['a method of an object', ['class A:', '    def m(self):', '        op.drop_table("a")'], ['A().m()']],
    [
      'a method of an object with a name',
      ['class A:', '    def m(self):', '        op.drop_table("a")'],
      ['x = A()', 'x.m()'],
    ],
    [
      'a method of self',
      ['class A:', '    def m(self):', '        self.n()', '    def n(self):', '        op.drop_table("a")'],
      ['A().m()'],
    ],
    [
      'a method of a base',
      ['class B:', '    def m(self):', '        op.drop_table("a")', 'class A(B):', '    pass'],
      ['A().m()'],
    ],
    ['a constructor', ['class A:', '    def __init__(self):', '        op.drop_table("a")'], ['A()']],
    [
      'super',
      [
        'class B:',
        '    def m(self):',
        '        op.drop_table("a")',
        'class A(B):',
        '    def m(self):',
        '        super().m()',
      ],
      ['A().m()'],
    ],
    [
      'a function that is handed over',
      ['def h():', '    op.drop_table("a")', 'def run(f):', '    f()'],
      ['run(h)'],
    ],
    ['a partial', ['def h(name):', '    op.drop_table("a")'], ['partial(h, "a")()']],
  ])('are followed: %s', (_, module, upgrade) => {
    expect(stepsWith(module, ...upgrade)).toEqual(['drop-table a']);
  });

  it('that call themselves are followed once', () => {
    const module = ['def h():', '    op.drop_table("a")', '    h()'];
    expect(stepsWith(module, 'h()')).toEqual(['drop-table a']);
  });

  it('that call themselves with other arguments say so', () => {
    const module = ['def h(name):', '    op.drop_table(name)', '    h(name.parent)'];
    expect(stepsWith(module, 'h("a")')).toEqual(['drop-table a', '? ! it calls itself with other arguments']);
  });

  it('that call themselves and only read are silent, whatever else stands there', () => {
    const reads = [
      'def h(c, name):',
      '    for row in c.execute(f"SELECT id FROM {name} WHERE x = 1"):',
      '        h(c, row.name)',
    ];
    expect(stepsWith(reads, 'h(op.get_bind(), "a")', 'op.drop_table("b")')).toEqual([
      'other SELECT',
      'drop-table b',
    ]);
  });

  it.each([
    ['writes', 'c.execute(f"DELETE FROM {name}")'],
    ['reads for update', 'c.execute(f"SELECT id FROM {name} FOR UPDATE")'],
    ['runs what nobody knows', 'c.execute(name)'],
    ['writes what another function does', 'g(c, name)'],
  ])('that call themselves are told of where one %s', (_, line) => {
    const module = [
      'def g(c, name):',
      '    c.execute(f"DELETE FROM {name}")',
      'def h(c, name):',
      `    ${line}`,
      '    h(c, name.parent)',
    ];
    expect(stepsWith(module, 'h(op.get_bind(), "a")')).toContain('? ! it calls itself with other arguments');
  });

  it.each([
    ['a lambda', 'each(lambda: op.drop_table("a"))'],
    ['a function', 'each(drop)'],
    ['a call that is made too often', 'drop()'],
  ])('that call themselves lose nothing of what stands behind the call, such as %s', (_, line) => {
    const module = ['def drop():', '    op.drop_table("a")', 'def h(name):', '    h("x")', `    ${line}`];
    expect(stepsWith(module, 'h("y")').join(' ')).toContain('drop-table a');
  });

  it('that call themselves and do nothing else are silent', () => {
    expect(stepsWith(['def h(name):', '    return h(name.parent)'], 'h("a")')).toEqual([]);
  });

  it('that call each other are followed once', () => {
    const module = ['def g():', '    h()', 'def h():', '    op.drop_table("a")', '    g()'];
    expect(stepsWith(module, 'h()')).toEqual(['drop-table a']);
  });

  it('are told for each call', () => {
    const module = ['def h():', '    op.drop_table("a")'];
    expect(stepsWith(module, 'h()', 'h()')).toEqual(['drop-table a', 'drop-table a']);
  });
});
