import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readText } from '../../parsers/python/literals.ts';
import { allNodes, childIn, sourceOf } from '../../parsers/python/nodes.ts';
import { newBudget } from '../../parsers/python/values.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { tracedFileOf } from '../../testing/python-source.ts';
import { frameOfCall, scopeWith, lexicalScopes } from './frames.ts';

const parsers = await testParsers();

/** What `see(...)` in the first function is given, for each call of it that stands in the module. */
function seen(text: string): (string | undefined)[] {
  const file = tracedFileOf(parsers, text);
  const nodes = allNodes(file.root);
  const definition = nodes.find(({ type }) => type === 'function_definition');
  const look = nodes.find((node) => node.type === 'call' && sourceOf(file, node).startsWith('see('));
  const argument = childIn(look, 'arguments')?.children[0];
  if (definition === undefined || argument === undefined) throw new Error('It looks at nothing.');
  const calls = nodes.filter((node) => node.type === 'call' && sourceOf(file, node).startsWith('f('));
  return calls.map((call) => {
    const scope = frameOfCall(file, { definition, call, scope: file.scopes.module, isBound: false });
    const parts = readText(file, { node: argument, scope }, newBudget());
    const isKnown = parts.every(({ kind }) => kind === 'known');
    return isKnown ? parts.map((part) => (part.kind === 'known' ? part.text : '')).join('') : undefined;
  });
}

describe('A call of a function', () => {
  it.each<[string, string, (string | undefined)[]]>([
    ['by position', 'def f(a):\n    see(a)\nf("x")\nf("y")\n', ['x', 'y']],
    ['by name', 'def f(a, b):\n    see(b)\nf(b="x", a="y")\nf("y", b="z")\n', ['x', 'z']],
    ['by default', 'def f(a="d"):\n    see(a)\nf()\nf("x")\n', ['d', 'x']],
    ['with a type', 'def f(a: str, b: str = "d"):\n    see(a + b)\nf("x")\nf("x", "y")\n', ['xd', 'xy']],
    ['behind a slash', 'def f(a, /, b):\n    see(b)\nf("x", "y")\n', ['y']],
    ['behind a star', 'def f(a, *, b):\n    see(b)\nf("x", b="y")\n', ['y']],
    ['behind more', 'def f(a, *more, b="d"):\n    see(b)\nf("x", "y")\n', ['d']],
    ['of what is left', 'def f(*more):\n    see(more)\nf("x")\n', [undefined]],
    ['of what is not passed', 'def f(a):\n    see(a)\nf()\nf("x")\n', [undefined, 'x']],
    ['of what is spread', 'def f(a):\n    see(a)\nf(*x)\nf(**y)\n', [undefined, undefined]],
    ['of what is computed', 'def f(a):\n    b = a + "1"\n    see(b)\nf("x")\nf("y")\n', ['x1', 'y1']],
    [
      'of what is computed twice',
      'def f(a):\n    b = a + "1"\n    c = b + "2"\n    see(c)\nf("x")\nf("y")\n',
      ['x12', 'y12'],
    ],
    ['of a name of the module', 'N = "n"\ndef f(a):\n    see(N + a)\nf("x")\n', ['nx']],
    ['of a name of the module that is passed', 'N = "n"\ndef f(a):\n    see(a)\nf(N)\n', ['n']],
    ['of the same name outside', 'a = "n"\ndef f(a):\n    see(a)\nf("x")\nf(a)\n', ['x', 'n']],
    ['of what is set again', 'def f(a):\n    a = a + "1"\n    see(a)\nf("x")\n', [undefined]],
  ])('gives its parameters their values: %s', (_, text, values) => {
    expect(seen(text)).toEqual(values);
  });

  it('gives them whatever their order and names are', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^p[a-z]{1,4}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        names,
        fc.nat(),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        (all, pick, byName) => {
          const wanted = all[pick % all.length] ?? '';
          const firstByName = byName.findIndex((is) => is);
          const positions = firstByName < 0 ? all.length : firstByName;
          const given = all.map((name, index) => (index < positions ? `"v_${name}"` : `${name}="v_${name}"`));
          const text = `def f(${all.join(', ')}):\n    see(${wanted})\nf(${given.join(', ')})\n`;
          expect(seen(text)).toEqual([`v_${wanted}`]);
        },
      ),
    );
  });
});

describe('The scopes around a place', () => {
  it('are those of the text, whatever runs in them', () => {
    const file = tracedFileOf(parsers, 'def f(a):\n    see(a)\n');
    const [definition] = file.scopes.functions.keys();
    if (definition === undefined) throw new Error('It defines one.');
    const { module } = file.scopes;
    const frame = frameOfCall(file, { definition, call: undefined, scope: module, isBound: false });
    const round = scopeWith(frame, new Map());
    expect(lexicalScopes(round)).toEqual([round, file.scopes.functions.get(definition), module]);
  });
});
