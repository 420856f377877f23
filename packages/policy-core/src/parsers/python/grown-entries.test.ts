import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { tracedFileOf } from '../../testing/python-source.ts';
import { grownEntriesOf } from './grown-entries.ts';
import { allNodes, childIn, sourceOf } from './nodes.ts';

const parsers = await testParsers();

/** Of `**given` in the only call of `op.make` in a function with these lines. */
function entries(lines: readonly string[], behind: readonly string[] = []) {
  const body = lines.map((line) => `    ${line}`);
  const file = tracedFileOf(parsers, `${['def helper(op, given_name):', ...body, ...behind].join('\n')}\n`);
  const splat = [...allNodes(file.root)].find(({ type }) => type === 'dictionary_splat');
  const node = splat?.children[0];
  const definition = file.root.children.find(({ type }) => type === 'function_definition');
  const scope = definition && file.scopes.functions.get(definition);
  if (node === undefined || scope === undefined || childIn(definition, 'body') === undefined) {
    throw new Error(`nothing is spread out in ${lines.join('\n')}`);
  }
  const found = grownEntriesOf(file, { node, scope });
  return found && Object.fromEntries(Array.from(found, ([key, value]) => [key, sourceOf(file, value.node)]));
}

const CALL = 'op.make(**given)';

describe('the entries of a dictionary that grows', () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['nothing is added', ['given = {"unique": False}', CALL], { unique: 'False' }],
    [
      'one is added',
      ['given = {"unique": False}', 'given["schema"] = "s"', CALL],
      { unique: 'False', schema: 'given' },
    ],
    [
      'one is added under a condition',
      ['given = {"unique": False}', 'if given_name:', "    given['schema'] = given_name", CALL],
      { unique: 'False', schema: 'given' },
    ],
    ['one is set again', ['given = {"unique": False}', 'given["unique"] = True', CALL], { unique: 'given' }],
    [
      'it begins as a call',
      ['given = dict(unique=True)', 'given["a"] = 1', CALL],
      { unique: 'True', a: 'given' },
    ],
    [
      'it begins with a type',
      ['given: dict[str, bool] = {"unique": True}', 'given["a"] = 1', CALL],
      { unique: 'True', a: 'given' },
    ],
    ['it begins empty', ['given = {}', 'given["a"] = 1', CALL], { a: 'given' }],
    [
      'it is set in an inner function',
      ['given = {}', 'def f():', '    given["a"] = 1', CALL],
      { a: 'given' },
    ],
  ])('are known where %s', (_, lines, expected) => {
    expect(entries(lines)).toEqual(expected);
  });

  it.each<[string, readonly string[]]>([
    ['a key is only known when it runs', ['given = {}', 'given[given_name] = 1', CALL]],
    ['it is handed on', ['given = {}', 'fill(given)', CALL]],
    ['it has another name', ['given = {}', 'other = given', 'other["unique"] = True', CALL]],
    ['it is updated', ['given = {}', 'given.update(unique=True)', CALL]],
    ['it is joined with another', ['given = {}', 'given |= {"unique": True}', CALL]],
    ['a key goes', ['given = {"unique": False}', 'del given["unique"]', CALL]],
    ['a loop sets a key', ['given = {}', 'for given["unique"] in flags():', '    pass', CALL]],
    ['keys are set in a row', ['given = {}', 'given["a"], given["unique"] = 1, True', CALL]],
    ['what lies in it is changed', ['given = {"a": {}}', 'given["a"]["b"] = 1', CALL]],
    ['a key is compared', ['given = {}', 'given["a"] == 1', CALL]],
    ['it is read by its name', ['given = {}', 'locals()["given"].update(unique=True)', CALL]],
    ['it is spelled in another way', ['given = {}', 'ｇiven.update(unique=True)', CALL]],
    ['it is begun twice', ['given = {}', 'given = {"unique": True}', CALL]],
    ['it begins as something else', ['given = options()', 'given["a"] = 1', CALL]],
    ['it is a parameter', ['given_name["a"] = 1', 'op.make(**given_name)']],
    ['nothing has the name', [CALL]],
    ['it has no name', ['op.make(**{"a": 1, **more})']],
  ])('are not known where %s', (_, lines) => {
    expect(entries(lines)).toBeUndefined();
  });

  it('are not known where another function changes one of the name', () => {
    const lines = ['given = {"unique": False}', 'given["a"] = 1', CALL];
    expect(entries(lines, ['def other(given):', '    return given'])).toBeUndefined();
  });

  it('are looked for in no more time than the text is long', () => {
    const many = Array.from({ length: 5000 }, () => CALL);
    expect(entries(['given = {"a": 1}', 'given["b"] = 2', ...many])).toEqual({ a: '1', b: 'given' });
  });

  it('are not known of a dictionary of the module, which others may change', () => {
    expect(entries(['given["a"] = 1', CALL], ['given = {"unique": False}'])).toBeUndefined();
  });
});
