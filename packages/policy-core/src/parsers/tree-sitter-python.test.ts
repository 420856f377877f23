import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../testing/load-parsers.ts';
import { stepsTaken } from '../testing/steps-taken.ts';
import type { PythonNode } from './parsers.ts';

const parser = (await testParsers()).python;

function outline(text: string): string {
  const parse = parser.parse(text);
  if (parse.kind !== 'module') throw new Error(parse.problem);
  const show = (node: PythonNode): string => {
    const role = node.field === undefined ? '' : `${node.field}=`;
    const below = node.children.map(show).join(' ');
    return `${role}${below === '' ? text.slice(node.start, node.end) : `${node.type}(${below})`}`;
  };
  return show(parse.root);
}

describe('The tree of a Python file', () => {
  it('has what is named, with its role, and no punctuation or comments', () => {
    expect(outline('x = f(1, k=2)  # call\n')).toBe(
      'module(expression_statement(assignment(left=x right=call(function=f arguments=argument_list(1 keyword_argument(name=k value=2))))))',
    );
  });

  it.each([
    ['if \\\n  a: b\n', 'module(if_statement(condition=a consequence=block(expression_statement(b))))'],
    [
      'x = a if \\\r\n  b else \\\r\n  c',
      'module(expression_statement(assignment(left=x right=conditional_expression(a b c))))',
    ],
    ['f(a, \\\r  b)', 'module(expression_statement(call(function=f arguments=argument_list(a b))))'],
    [
      'def f():\n  a\n\\\n  b',
      'module(function_definition(name=f parameters=() body=block(expression_statement(a) expression_statement(b))))',
    ],
  ])('has nothing for a line that goes on: %j', (text, tree) => {
    expect(outline(text)).toBe(tree);
  });

  it.each([
    ['nothing else', '\\\n', 1_000],
    ['as many as are read', `${'\\\n'.repeat(200)}    a\n`, 100],
    ['very many blanks', `\\\n${' '.repeat(1_000)}`, 200],
  ])('is read in few steps, or refused, where very many lines go on: %s', (_, piece, times) => {
    const started = stepsTaken();
    const { kind } = parser.parse(`if a:\n    b\n${piece.repeat(times)}    c\n`);
    expect(kind).toBe(times > 200 ? 'unanalyzable' : 'module');
    expect(stepsTaken() - started).toBeLessThan(300_000);
  });

  it('keeps operators, which tell + from %', () => {
    expect(outline('a + b % c')).toContain('operator=+ right=binary_operator(left=b operator=% right=c)');
  });

  it('counts characters as editors do, behind emoji too', () => {
    expect(outline('x = "😀é"; y = name')).toContain('left=y right=name');
  });

  it.each([
    ['of the module', 'a = 1\rb = 2\n'],
    ['of a block', 'def f():\r    a = 1\r    b = 2\r'],
    ['with a comment', 'a = 1  # why\rb = 2\n'],
    ['that is nothing but a comment', '#\r# why\r\rb = 2'],
    ['that goes on behind a backslash', 'a = \\\r1\rb = 2\r'],
    ['within brackets', 'f(a,  # why\r  b)\rb = 2'],
    ['of a text', 'a = """\rb\r"""\rb = 2'],
    ['behind one of Windows', 'a = 1\r\n# why\r\rb = 2'],
  ])('ends a line at a carriage return alone, as Python does: one %s', (_, text) => {
    const parse = parser.parse(text);
    expect(parse.kind).toBe('module');
    expect(parse).toEqual(parser.parse(text.replaceAll(/\r(?!\n)/g, '\n')));
  });

  it('is the same for every single character that ends a line', () => {
    const line = fc.constantFrom(
      'a = 1',
      '# why',
      'b(c)  # why',
      'f(',
      ')',
      'if a:',
      '  b',
      '"""',
      'a = \\',
      '',
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(parser.parse(lines.join('\r'))).toEqual(parser.parse(lines.join('\n')));
      }),
    );
  });

  it.each([
    ['a match statement', 'match x:\n    case {"a": [1, *_]} if y: pass\n'],
    ['parenthesised with', 'with (open("a") as a, open("b") as b): pass\n'],
    ['any decorator', '@x[0].y\ndef f(): pass\n'],
    ['type parameters', 'def f[T: int](x: T) -> T: return x\ntype A[T] = list[T]\n'],
    ['walrus and positional-only', 'def f(a, /, *, b): return (n := a)\n'],
    ['nested f-strings', 'f"{x!r:>{w}} {f\'{y}\'}"\n'],
    ['Windows line ends', 'def f():\r\n    pass\r\n'],
    ['a byte order mark', '\uFEFFx = 1\n'],
    ['exception groups', 'try: pass\nexcept* ValueError: pass\n'],
    ['nothing', ''],
  ])('is whole for %s', (_, text) => {
    expect(parser.parse(text).kind).toBe('module');
  });
});

describe('A file that is not Python', () => {
  it.each([
    ['a missing parenthesis', 'f(1\n', 0],
    ['a broken parameter list', 'def f(:\n    pass\n', 6],
    ['an unterminated string', 'x = "abc\n', 4],
    ['a NUL', 'x = 1\0\n', 5],
    ['a later line', 'x = "😀"\ny = = 2\n', 13],
    ['a later line behind a carriage return', 'x = "😀"\ry = = 2\r', 13],
    ['what a comment does not hold', '# why\r\\u', 6],
  ])('is refused with the place of the first error: %s', (_, text, start) => {
    expect(parser.parse(text)).toMatchObject({ kind: 'syntax-error', start });
  });

  it('is refused when it is longer than 2 MB', () => {
    expect(parser.parse('#'.repeat(2 * 1024 * 1024)).kind).toBe('module');
    expect(parser.parse('#'.repeat(2 * 1024 * 1024 + 1)).kind).toBe('unanalyzable');
  });

  it('is refused when it is nested deeper than a reader can follow', () => {
    expect(parser.parse(`x = ${'['.repeat(400)}${']'.repeat(400)}`).kind).toBe('module');
    expect(parser.parse(`x = ${'a + '.repeat(5_000)}a`).kind).toBe('unanalyzable');
  });

  it('never makes the parser throw or unusable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['module', 'syntax-error']).toContain(parser.parse(text).kind);
      }),
    );
    expect(parser.parse('x = 1').kind).toBe('module');
  });

  it.each([
    ['signs', '= + '],
    ['half a call', 'f(a= '],
    ['brackets', '([{ '],
    ['words', 'for in if '],
  ])('is refused in few steps when it is full of %s', (_, noise) => {
    const started = stepsTaken();
    const text = `${'ok = 1\n'.repeat(2_000)}x = f(a= + ${noise.repeat(20_000)})\n`;
    const parse = parser.parse(text);
    expect(stepsTaken() - started).toBeLessThan(60_000);
    if (parse.kind !== 'syntax-error') throw new Error(parse.kind);
    expect(parse.problem).toBe('it is not valid Python');
    expect(parse.start).toBeGreaterThanOrEqual(0);
    expect(parse.end).toBeGreaterThan(parse.start);
    expect(parse.end).toBeLessThanOrEqual(text.length);
    expect(parser.parse('x = 1').kind).toBe('module');
  });

  it('is shown at the line where it was noticed, when it is given up', () => {
    const text = `${'ok = "😀"\n'.repeat(2_000)}x = f(a= + ${'= + '.repeat(20_000)})\n`;
    expect(parser.parse(text)).toMatchObject({ kind: 'syntax-error', start: text.indexOf('x = f') });
  });
});
