import { describe, expect, it } from 'vitest';

import { sourceOf } from '../../parsers/python/nodes.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { pythonTwoStatement } from './python-2.ts';

const parsers = await testParsers();

function found(text: string): string | undefined {
  const file = pythonFileOf(parsers, `${text}\n`);
  const node = pythonTwoStatement(file);
  return node && sourceOf(file, node);
}

describe('a statement that only Python 2 knows', () => {
  it.each([
    ['print "x"', 'print "x"'],
    ['print x, y', 'print x, y'],
    ['print "a %s" % b', 'print "a %s" % b'],
    ['exec "x = 1"', 'exec "x = 1"'],
    ['exec code in names', 'exec code in names'],
    ['def upgrade():\n    print "x"', 'print "x"'],
    ['x = 1\nif x:\n    print x\nprint "y"', 'print x'],
  ])('%j', (text, expected) => {
    expect(found(text)).toBe(expected);
  });

  it.each([
    'print("x")',
    'print ("x")',
    'print("x", file=f)',
    'print >> f, "x"',
    'print',
    'x = print',
    'exec("x = 1")',
    'exec(code, names)',
    'self.print("x")',
    '"""print "x" """',
    '# print "x"\nx = 1',
    'printed = 1',
    'execute("x")',
  ])('is not %j', (text) => {
    expect(found(text)).toBeUndefined();
  });
});
