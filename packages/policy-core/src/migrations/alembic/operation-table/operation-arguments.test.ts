import { describe, expect, it } from 'vitest';

import { allNodes, sourceOf } from '../../../parsers/python/nodes.ts';
import type { TracedFile } from '../../../parsers/python/values.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { tracedFileOf } from '../../../testing/python-source.ts';
import { argumentFor, givenArguments, type GivenArguments, type Parameter } from './operation-arguments.ts';

const parsers = await testParsers();

interface GivenCall {
  readonly file: TracedFile;
  readonly given: GivenArguments;
}

/** Of the call `op.f(...)` in the last line. */
function givenTo(written: string, before: readonly string[] = []): GivenCall {
  const file = tracedFileOf(parsers, `${[...before, `op.f(${written})`].join('\n')}\n`);
  const last = file.root.children.at(-1);
  const node = last && [...allNodes(last)].find(({ type }) => type === 'call');
  if (node === undefined) throw new Error(`no call with ${written}`);
  return { file, given: givenArguments(file, { node, scope: file.scopes.module }) };
}

/** The source of an argument; `absent`, or where it may be, `perhaps in *more`. */
function passed({ file, given }: GivenCall, parameter: Parameter): string {
  const argument = argumentFor(given, parameter);
  if (argument.kind === 'given') return sourceOf(file, argument.value.node);
  return argument.kind === 'absent' ? 'absent' : `perhaps in ${argument.source}`;
}

const TABLE = { name: 'table_name', index: 0 };
const COLUMN = { name: 'column', index: 1 };
const SCHEMA = { name: 'schema' };

describe('the arguments of a call', () => {
  it.each<[string, readonly [string, string, string]]>([
    ['', ['absent', 'absent', 'absent']],
    ['"t"', ['"t"', 'absent', 'absent']],
    ['"t", c', ['"t"', 'c', 'absent']],
    ['"t", c, "s"', ['"t"', 'c', 'absent']],
    ['"t", c, schema="s"', ['"t"', 'c', '"s"']],
    ['column=c, table_name="t"', ['"t"', 'c', 'absent']],
    ['"t", schema=None', ['"t"', 'absent', 'None']],
    ['*["t", c]', ['"t"', 'c', 'absent']],
    ['"t", *[c]', ['"t"', 'c', 'absent']],
    ['*["t"], c', ['"t"', 'c', 'absent']],
    ['**{"table_name": "t"}', ['"t"', 'absent', 'absent']],
    ['"t", **{"schema": "s"}', ['"t"', 'absent', '"s"']],
    ['"t", **dict(schema="s", column=c)', ['"t"', 'c', '"s"']],
    ['*more', ['perhaps in *more', 'perhaps in *more', 'absent']],
    ['"t", *more', ['"t"', 'perhaps in *more', 'absent']],
    ['*more, "t"', ['perhaps in *more', 'perhaps in *more', 'absent']],
    ['*more, column=c', ['perhaps in *more', 'c', 'absent']],
    ['**more', ['perhaps in **more', 'perhaps in **more', 'perhaps in **more']],
    ['"t", **more', ['"t"', 'perhaps in **more', 'perhaps in **more']],
    ['"t", schema="s", **more', ['"t"', 'perhaps in **more', '"s"']],
    ['"t", *more, **others', ['"t"', 'perhaps in *more', 'perhaps in **others']],
    ['x for x in y', ['x for x in y', 'absent', 'absent']],
  ])('are found in op.f(%s)', (written, [table, column, schema]) => {
    const call = givenTo(written);
    const found = [passed(call, TABLE), passed(call, COLUMN), passed(call, SCHEMA)];
    expect(found.map((one) => one.replace(/^\((.*)\)$/, '$1'))).toEqual([table, column, schema]);
  });

  it.each<[string, readonly string[], string]>([
    ['a list in a variable', ['names = ["t"]'], '*names'],
    ['a tuple in a variable', ['names = ("t",)'], '*names'],
    ['a dictionary in a variable', ['names = {"table_name": "t"}'], '**names'],
    ['a call of dict in a variable', ['names = dict(table_name="t")'], '**names'],
  ])('are found in %s', (_, before, written) => {
    expect(passed(givenTo(written, before), TABLE)).toBe('"t"');
  });

  it.each<[string, readonly string[], string]>([
    ['a list that grows', ['names = ["t"]', 'names.append(x)'], '*names'],
    [
      'a dictionary that something is set in',
      ['names = {"table_name": "t"}', 'names["schema"] = x'],
      '**names',
    ],
    ['a variable with two values', ['names = ["t"]', 'names = ["u"]'], '*names'],
  ])('are not known of %s', (_, before, written) => {
    expect(passed(givenTo(written, before), TABLE)).toBe(`perhaps in ${written}`);
  });

  it('are shown without their parentheses', () => {
    expect(givenTo('\n    "t",\n    c,\n').given.source).toBe('"t",\n    c,');
  });

  it('tell how many of them stand where they are counted', () => {
    const { given } = givenTo('a, *[b, c], *more, d');
    expect(given.values).toHaveLength(4);
    expect(given.certain).toBe(3);
    expect(given.moreValues).toBe('*more');
  });
});
