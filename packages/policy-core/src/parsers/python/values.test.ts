import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { nodeWritten, scopeAround, tracedFileOf } from '../../testing/python-source.ts';
import { argumentsOf, sourceOf } from './nodes.ts';
import { alternatives, newBudget, unwrapped } from './values.ts';

const parsers = await testParsers();

/** What the argument of the last `use(...)` can be. */
function valuesIn(text: string): string[] {
  const file = tracedFileOf(parsers, text);
  const written = /use\((?:[^()]|\([^()]*\))*\)(?![^]*use\()/.exec(text)?.[0] ?? '';
  const call = nodeWritten(file, written);
  const [node] = argumentsOf(file, call).positional;
  if (node === undefined) throw new Error(`nothing is used in ${text}`);
  const value = { node, scope: scopeAround(file, call) };
  return alternatives(file, value, newBudget()).map((found) => sourceOf(file, found.node));
}

describe('What an expression can be', () => {
  it.each<[string, string, string[]]>([
    ['itself', 'use("a")', ['"a"']],
    ['a name', 'x = "a"\nuse(x)', ['"a"']],
    ['a name for a name', 'x = "a"\ny = x\nuse(y)', ['"a"']],
    ['a name in parentheses', 'x = ("a")\nuse((x))', ['"a"']],
    ['a typed name', 'x: str = "a"\nuse(x)', ['"a"']],
    ['one of two values', 'x = "a"\nx = "b"\nuse(x)', ['"a"', '"b"']],
    ['one of two branches', 'if c:\n    x = "a"\nelse:\n    x = "b"\nuse(x)', ['"a"', '"b"']],
    ['a condition', 'use("a" if c else "b")', ['"a"', '"b"']],
    ['a condition in a condition', 'use("a" if c else "b" if d else "e")', ['"a"', '"b"', '"e"']],
    ['or', 'use(a or "b")', ['a', '"b"']],
    ['and', 'use(a and "b")', ['a', '"b"']],
    ['a walrus', 'use(x := "a")', ['"a"']],
    ['a walrus before', 'if (x := "a"):\n    use(x)', ['"a"']],
    ['one of a pair', 'x, y = "a", "b"\nuse(y)', ['"b"']],
    ['text()', 'use(sa.text("a"))', ['"a"']],
    ['a name for text()', 'x = sa.text("a")\nuse(x)', ['"a"']],
    ['text() of a name', 'x = "a"\nuse(text(x))', ['"a"']],
    ['bound parameters', 'use(q.bindparams(a=1))', ['q']],
    ['values for its parameters', 'use(text("a").params({"a": 1}))', ['"a"']],
    ['stripped text', 'use("a".strip())', ['"a"']],
    ['awaited', 'async def f():\n    use(await g())', ['g()']],
    ['a name of the module in a function', 'x = "a"\ndef f(): use(x)', ['"a"']],
    ['a local name before that of the module', 'x = "a"\ndef f():\n    x = "b"\n    use(x)', ['"b"']],
    ['a name bound later', 'def f(): use(x)\nx = "a"', ['"a"']],
    ['a name in a class', 'class M:\n    x = "a"\n    use(x)', ['"a"']],
  ])('is followed: %s', (_, text, values) => {
    expect(valuesIn(`${text}\n`)).toEqual(values);
  });

  it.each<[string, string, string[]]>([
    ['an unknown name', 'use(x)', ['x']],
    ['an imported name', 'from a import x\nuse(x)', ['x']],
    ['a name with one value that is not seen', 'x = "a"\nfrom a import x\nuse(x)', ['x']],
    ['a name that grows', 'x = "a"\nx += "b"\nuse(x)', ['x']],
    ['a name of with', 'with open(a) as x:\n    use(x)', ['x']],
    ['a caught name', 'try: pass\nexcept E as x: use(x)', ['x']],
    ['a matched name', 'match a:\n    case x: use(x)', ['x']],
    ['an item', 'use(x[0])', ['x[0]']],
    ['a member', 'use(self.x)', ['self.x']],
    ['a call', 'def f(): return "a"\nuse(f())', ['f()']],
    ['a shared name', 'x = "a"\ndef f():\n    global x\n    x = "b"\nuse(x)', ['x']],
    ['the parameter of a lambda', 'use(x) if (lambda x: 1) else 2', ['x']],
  ])('stays as it is: %s', (_, text, values) => {
    expect(valuesIn(`${text}\n`)).toEqual(values);
  });
});

describe('What a loop goes over', () => {
  it.each<[string, string, string[]]>([
    ['a tuple', 'for x in ("a", "b"): use(x)', ['"a"', '"b"']],
    ['a list', 'for x in ["a", "b"]: use(x)', ['"a"', '"b"']],
    ['a set', 'for x in {"a", "b"}: use(x)', ['"a"', '"b"']],
    ['a list without brackets', 'for x in "a", "b": use(x)', ['"a"', '"b"']],
    ['a named list', 's = ["a", "b"]\nfor x in s: use(x)', ['"a"', '"b"']],
    ['a list named twice, which may grow under either name', 's = ["a"]\nt = s\nfor x in t: use(x)', ['x']],
    ['the list of the module', 'S = ("a",)\ndef f():\n    for x in S: use(x)', ['"a"']],
    ['names', 'a = "1"\nfor x in (a, "2"): use(x)', ['"1"', '"2"']],
    ['turned round', 'for x in reversed(["a", "b"]): use(x)', ['"a"', '"b"']],
    ['sorted', 's = ["a"]\nfor x in sorted(s): use(x)', ['"a"']],
    ['copied', 'for x in list(("a",)): use(x)', ['"a"']],
    ['a split script', 'for x in "a; b".split(";"): use(x)', ['"a; b"']],
    ['a named script', 's = "a; b"\nfor x in s.split(";"): use(x)', ['"a; b"']],
    ['lines', 'for x in "a\\nb".splitlines(): use(x)', ['"a\\nb"']],
    ['what sqlparse splits', 'for x in sqlparse.split("a; b"): use(x)', ['"a; b"']],
    ['a comprehension', '[use(x) for x in ("a", "b")]', ['"a"', '"b"']],
    ['lists in lists', 'for s in [["a"]]:\n    for x in s: use(x)', ['x']],
    ['nothing', 's = ()\nfor x in s:\n    use(x)\n', []],
  ])('is followed: %s', (_, text, values) => {
    expect(valuesIn(`${text}\n`)).toEqual(values);
  });

  it.each<[string, string]>([
    ['an unknown list', 'for x in rows: use(x)'],
    ['a list that is spread', 'for x in [*more, "a"]: use(x)'],
    ['a list that grows', 's = ["a"]\ns.append(b)\nfor x in s: use(x)'],
    ['a list that grows by +=', 's = ["a"]\ns += b\nfor x in s: use(x)'],
    ['a list whose item is set', 's = ["a"]\ns[0] = b\nfor x in s: use(x)'],
    ['a list that grows under a second name', 's = ["a"]\nt = s\nt.append(b)\nfor x in s: use(x)'],
    ['a list that a function fills', 's = ["a"]\nfill(s)\nfor x in s: use(x)'],
    ['a list with two values', 's = ["a"]\ns = ["b"]\nfor x in s: use(x)'],
    ['pairs', 'for x, y in [("a", "b")]: use(x)'],
    ['numbered ones', 'for i, x in enumerate(["a"]): use(x)'],
    ['a dictionary', 'for x in {"a": 1}: use(x)'],
    ['a generator', 'for x in (y for y in z): use(x)'],
    ['a file', 'for x in open("a.sql"): use(x)'],
    ['rows', 'for x in bind.execute(q): use(x)'],
    ['a passed list', 'def f(s):\n    for x in s: use(x)\nf(["a"])'],
  ])('is not known: %s', (_, text) => {
    expect(valuesIn(`${text}\n`)).toEqual(['x']);
  });
});

describe('What a parameter gets', () => {
  it.each<[string, string, string[]]>([
    ['the argument of the only call', 'def f(x): use(x)\nf("a")', ['"a"']],
    ['those of all calls', 'def f(x): use(x)\nf("a")\nf("b")', ['"a"', '"b"']],
    ['an argument by name', 'def f(x): use(x)\nf(x="a")', ['"a"']],
    ['the second argument', 'def f(a, x): use(x)\nf("1", "2")', ['"2"']],
    ['its default', 'def f(x="a"): use(x)\nf()', ['"a"']],
    ['its default or an argument', 'def f(x="a"): use(x)\nf()\nf("b")', ['"a"', '"b"']],
    ['an argument by name only', 'def f(*, x): use(x)\nf(x="a")', ['"a"']],
    ['an argument by name behind the rest', 'def f(*a, x): use(x)\nf("1", "2", x="3")', ['"3"']],
    ['its default behind the rest', 'def f(*a, x="d"): use(x)\nf("1", "2")', ['"d"']],
    ['an argument behind those by place only', 'def f(a, /, x): use(x)\nf("1", "2")', ['"2"']],
    ['a name where it is passed', 'def f(x): use(x)\ndef g():\n    y = "a"\n    f(y)', ['"a"']],
    ['a default of where it is defined', 'D = "a"\ndef f(x=D):\n    D = "b"\n    use(x)\nf()', ['"a"']],
    ['through another function', 'def f(x): use(x)\ndef g(y): f(y)\ng("a")', ['"a"']],
    ['in an async function', 'async def f(x): use(x)\nawait_(f("a"))', ['"a"']],
    ['in a decorated function', '@retry\ndef f(x): use(x)\nf("a")', ['"a"']],
  ])('is %s', (_, text, values) => {
    expect(valuesIn(`${text}\n`)).toEqual(values);
  });

  it.each<[string, string]>([
    ['nobody calls the function', 'def f(x): use(x)'],
    ['one call spreads its arguments', 'def f(x): use(x)\nf("a")\nf(*b)'],
    ['one call spreads its names', 'def f(x): use(x)\nf(**b)'],
    ['one call passes nothing', 'def f(x): use(x)\nf()'],
    ['the function is handed on', 'def f(x): use(x)\nf("a")\nmap(f, b)'],
    ['the function is a method', 'class M:\n    def f(self, x): use(x)\nf("a")'],
    ['the function is defined twice', 'def f(x): pass\ndef f(x): use(x)\nf("a")'],
    ['it takes the rest', 'def f(*x): use(x)\nf("a")'],
    ['it is called very often', `def f(x): use(x)\n${'f("a")\n'.repeat(65)}`],
  ])('is not known when %s', (_, text) => {
    expect(valuesIn(`${text}\n`)).toEqual(['x']);
  });
});

describe('What hands a text through', () => {
  it.each<[string, string | undefined]>([
    ['text("a")', '"a"'],
    ['sa.text("a")', '"a"'],
    ['sa.sql.expression.text("a")', '"a"'],
    ['text(text="a")', '"a"'],
    ['DDL(statement="a")', '"a"'],
    ['TextClause("a")', '"a"'],
    ['str(a)', 'a'],
    ['inspect.cleandoc(a)', 'a'],
    ['a.strip()', 'a'],
    ['a.columns(b)', 'a'],
    ['text()', undefined],
    ['strip(a)', undefined],
    ['quote("a")', undefined],
    ['a', undefined],
  ])('%s', (source, inner) => {
    const file = tracedFileOf(parsers, `${source}\n`);
    const found = unwrapped(file, nodeWritten(file, source));
    expect(found && sourceOf(file, found)).toBe(inner);
  });
});

describe('Following', () => {
  it('comes to an end where names mean each other', () => {
    expect(valuesIn('x = y\ny = x\nuse(x)\n').length).toBeGreaterThan(0);
    expect(valuesIn('def f(x): f(x); use(x)\n')).not.toEqual([]);
  });

  it('adds nothing where a name is given what it stands for already', () => {
    expect(valuesIn('x = text("a")\nx = x.bindparams(b=1)\nuse(x)\n')).toEqual(['"a"']);
    expect(valuesIn('x = "a"\nx = x or "b"\nuse(x)\n')).toEqual(['"a"', '"b"']);
    expect(valuesIn('x = y\ny = x\nx = "a"\nuse(x)\n')).toEqual(['"a"']);
  });

  it('stays at a name that only ever stands for itself', () => {
    expect(valuesIn('x = x.strip()\nuse(x)\n')).toEqual(['x']);
    expect(valuesIn('x = y\ny = x\nuse(x)\n')).toEqual(['x']);
  });

  it('gives each text once, however often its name is prepared again', () => {
    const prepared = (index: number) => `x = text("${index}")\nx = x.bindparams(b=1)\n`;
    const texts = Array.from({ length: 12 }, (_, index) => index);
    expect(valuesIn(`${texts.map(prepared).join('')}use(x)\n`)).toEqual(texts.map((index) => `"${index}"`));
  });

  it('gives the same values through any number of names', () => {
    const lengths = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(
        lengths,
        fc.array(fc.constantFrom('"a"', '"b"'), { minLength: 1, maxLength: 4 }),
        (n, values) => {
          const first = values.map((value) => `x0 = ${value}`);
          const chain = Array.from({ length: n }, (_, index) => `x${index + 1} = x${index}`);
          expect(valuesIn([...first, ...chain, `use(x${n})`, ''].join('\n'))).toEqual(values);
        },
      ),
    );
  });

  it('never loses a value that a list, a call or a branch can give', () => {
    const texts = fc.array(fc.constantFrom('"a"', '"b"', '"c"'), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(texts, (all) => {
        expect(valuesIn(`for x in [${all.join(', ')}]: use(x)\n`)).toEqual(all);
        expect(valuesIn(`def f(x): use(x)\n${all.map((one) => `f(${one})\n`).join('')}`)).toEqual(all);
        expect(valuesIn(`${all.map((one) => `x = ${one}\n`).join('')}use(x)\n`)).toEqual(all);
      }),
    );
  });
});
