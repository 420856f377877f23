import { describe, expect, it } from 'vitest';

import { sourceOf } from '../../parsers/python/nodes.ts';
import { traceNames, type TracedFile } from '../../parsers/python/values.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { handedArguments, namesHanded } from './session-arguments.ts';

const parsers = await testParsers();

function traced(...lines: readonly string[]): TracedFile {
  const text = `${lines.join('\n')}\n`;
  const parse = parsers.python.parse(text);
  if (parse.kind !== 'module') throw new Error(parse.kind);
  return traceNames({ text, root: parse.root });
}

/** `given as parameter`, in the order of the calls. */
function handed(...lines: readonly string[]): readonly string[] {
  const file = traced(...lines);
  return handedArguments(file).map(
    ({ argument, parameter }) => `${sourceOf(file, argument)} as ${parameter}`,
  );
}

describe('handedArguments', () => {
  it('pairs what a function of the file is given with its parameters', () => {
    expect(
      handed('def fill(a, b: int, *, c):', '    pass', 'fill(x, 1, c=y.z)', 'fill(b=p, a=q, c=r)'),
    ).toEqual(['x as a', '1 as b', 'y.z as c', 'q as a', 'p as b', 'r as c']);
  });

  it('leaves out what has a default, and what no parameter takes', () => {
    expect(handed('def fill(a=None, *rest, **more):', '    pass', 'fill(x, y, z=1)')).toEqual([]);
  });

  it.each([
    ['defined twice', ['def fill(a):', '    pass', 'def fill(b):', '    pass', 'fill(x)']],
    ['also another value', ['def fill(a):', '    pass', 'fill = wrapped(fill)', 'fill(x)']],
    ['handed on', ['def fill(a):', '    pass', 'run(fill)', 'fill(x)']],
    ['decorated', ['@wrapped', 'def fill(a):', '    pass', 'fill(x)']],
    ['called with whatever else', ['def fill(a):', '    pass', 'fill(x)', 'fill(*more)']],
    ['of another file', ['from shop import fill', 'fill(x)']],
    ['a method', ['class A:', '    def fill(a):', '        pass', 'fill(x)']],
  ])('says nothing of a function that is %s', (_, lines) => {
    expect(handed(...lines)).toEqual([]);
  });
});

describe('namesHanded', () => {
  it('goes on and on, in both directions', () => {
    const file = traced(
      'def a(x):',
      '    b(x)',
      'def b(y):',
      '    pass',
      'def c(z):',
      '    pass',
      'a(session)',
      'c(other)',
    );
    const all = handedArguments(file);
    for (const name of ['session', 'x', 'y'])
      expect(namesHanded(file, name, all).toSorted()).toEqual(['session', 'x', 'y']);
    expect(namesHanded(file, 'other', all)).toEqual(['other', 'z']);
    expect(namesHanded(file, 'lone', all)).toEqual(['lone']);
  });

  it('comes to an end where a function hands it to itself', () => {
    const file = traced('def a(x):', '    a(x)', 'a(session)');
    expect(namesHanded(file, 'session', handedArguments(file))).toEqual(['session', 'x']);
  });
});
