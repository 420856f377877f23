import type { RevisionReading } from '../../packages/policy-core/src/migrations/alembic/revision-reading.ts';
import { hasLineFurtherLeft } from './lines-further-left.ts';

/** A way in which CPython and the grammar that we read with do not draw the same line around Python. */
interface PythonDifference {
  readonly name: string;
  /** Read by the one and refused by the other. */
  readonly example: string;
}

/** CPython refuses; what it says is known too. What the grammar lets pass does no harm: Alembic says so itself. */
export interface RefusedByPython extends PythonDifference {
  readonly says: RegExp;
  /** What must stand near the place that it points at. */
  readonly where: RegExp;
}

const ANYWHERE = /^/;
/** Of every version, for what CPython has no words for. */
const SYNTAX = /invalid syntax/;

export const REFUSED_BY_PYTHON: readonly RefusedByPython[] = [
  said('a star twice among parameters', 'def f(*a, *b): pass\n', /may appear only once/),
  // Older versions have no words for these two.
  {
    name: 'parameters behind two stars',
    example: 'def f(**a, b): pass\n',
    says: /cannot follow var-keyword|invalid syntax/,
    where: /\*\*/,
  },
  {
    name: 'a slash that no parameter is ahead of',
    example: 'def f(/, a): pass\n',
    says: /argument must precede \/|\/ must be ahead of \*|invalid syntax/,
    where: /(?:[(,*]|\blambda)\s*\/\s*[,):]/,
  },
  said('no default behind a default', 'def f(a=1, b): pass\n', /non-default argument|without a default/),
  said('a position behind a name', 'f(a=1, b)\n', /positional argument follows/),
  said('a name passed twice', 'f(a=1, a=2)\n', /keyword argument repeated/),
  said(
    'what nothing can be assigned to',
    'with a as f(): pass\n',
    /cannot (?:assign|delete|use)|illegal (?:target|expression)|only single target/,
  ),
  said('a condition without else', 'x = a if b if c else d else e\n', /expected 'else'/),
  said('try alone', 'try:\n    a\nb\n', /expected 'except' or 'finally'/),
  said('an import that ends with a comma', 'from a import b,\n', /trailing comma not allowed/),
  said(
    'exceptions without brackets',
    'try: pass\nexcept a, b as c: pass\n',
    /multiple exception types|must be parenthesized/,
  ),
  said('a number that begins with zero', 'x = 07\n', /leading zeros/),
  said(
    'a word right behind a number',
    'with 1as y: pass\n',
    /invalid (?:decimal|hexadecimal|octal|binary) literal/,
  ),
  said(
    'a statement out of its place',
    'return\n',
    /outside (?:function|async function|loop)|not properly in loop|starred (?:expression|assignment target)|not allowed in|at module level/,
  ),
  said(
    'a name of two scopes',
    'def f(a):\n    global a\n',
    /is parameter and global|assigned to before|used prior to/,
  ),
  said('a future that there is not', 'from __future__ import a\n', /future feature|__future__ imports must/),
  said(
    'what an annotation that is a text must not hold',
    'from __future__ import annotations\na: (b := c)\n',
    /can ?not be used within an annotation/,
  ),
  said('a walrus in a comprehension', 'class A:\n    [(b := 1) for c in d]\n', /assignment expression/),
  said('a parameter twice', 'def f(a, a): pass\n', /duplicate argument/),
  said('half an escape', 'x = "\\x4"\n', /codec can't decode/),
  said(
    'a character that does not show',
    'x =\u200B 1\n',
    /invalid non-printable character|invalid character/,
  ),
  said('bytes that are no ASCII', 'x = b"é"\n', /bytes can only contain ASCII/),
  said('bytes beside a text', 'x = b"a" "b"\n', /cannot mix bytes/),
  {
    name: 'a bracket of a formatted text behind its quote',
    example: 'x = (f"{a:{b}"}")\n',
    says: /closing parenthesis .* does not match|unmatched|was never closed|unterminated|invalid syntax/,
    where: /[fF][rR]?["']|[rR][fF]["']/,
  },
  said('a formatted text within itself', 'x = f"{f"{a}"}"\n', /^f-string|f-string:/),
  said(
    'blocks in more than a hundred others',
    `${blocks(101)}`,
    /too many (?:levels of indentation|statically nested blocks)/,
  ),
  said(
    'brackets in more than two hundred others',
    `x = ${'('.repeat(201)}${')'.repeat(201)}\n`,
    /too many nested parentheses/,
  ),
  said(
    'a text of one line that goes over it',
    'if "\r": b\n',
    /unterminated string literal|EOL while scanning/,
  ),
  said('a star that nothing follows', 'def f(*): pass\n', /named (?:arguments|parameters) must follow/),
  said('a colon on the next line', 'try: a\nexcept\n: b\n', /expected ':'/),
  said('brackets on the next line', 'def f\n(): pass\n', /expected '\('/),
  said(
    'a line of blanks that are none',
    'def f():\n  a\n \u200B',
    /unindent does not match|invalid non-printable/,
  ),
  said('a backslash at the end', '\\', /unexpected EOF|end of file/),
  said('a comment that ends with a backslash', 'a = 1  # \\\n    b\n', /unexpected indent/),
  said('an encoding of its own', '# coding: latin-9000\n', /unknown encoding|encoding problem/),
  said('a generator beside other arguments', 'f(a for a in b, c)\n', /Generator expression must be/),
  where(
    'a dotted name of an import',
    'from a import (b.c)\n',
    /(?:\bimport\b|^)[\s(\w,]*\.[\s\w,.]*\)?\s*$/m,
  ),
  where('a name given to an expression', 'importsqlalchemy as sa\n', /\bas\b/),
  where('a walrus of its own', 'a := b\n', /:=/),
  where('a prefix that no text has', 'x = ff"a"\n', /[a-zA-Z]["']/),
  where(
    'a word of Python for a name',
    'x = await\n',
    /\b(?:await|async|yield|match|case|type|print|exec|None|True|False|lambda|not|def|class|in|is|if|else|for|from|with|del|pass|return|global|import|and|or|try|except|finally|raise|assert|break|continue|nonlocal|while|elif|as)\b/,
  ),
  where('an annotation within a line', 'x = a: b\n', /:/),
  where('stars where no arguments are', 'lambda: *a\n', /\*/),
  where(
    'a head over two lines',
    'for a\\\n in b: pass\n'.replace('\\', ''),
    /\b(?:for|def|class|if|while|with)\b|@[ \t]*(?:[\r\n]|$)|^\s*$/,
  ),
];

/** CPython reads; we refuse the whole file, and say so. */
interface RefusedByUs extends PythonDifference {
  /** `near` is what stands around the place of the error, and `before` all that stands before that ends. */
  isIn(text: { readonly near: string; readonly before: string }): boolean;
}

export const REFUSED_BY_US: readonly RefusedByUs[] = [
  {
    name: 'a line within brackets that begins further left than its block, behind = or a dot',
    example: 'def f():\n\tg(a=\n{})\n',
    isIn: ({ before }) => hasLineFurtherLeft(before),
  },
  {
    name: 'an annotation that goes on behind an index',
    example: 'a: b[c[d] + e]\n',
    isIn: ({ near }) => /(?::|->)\s*\w+\s*\[[^:\n]*\](?:[ \t\f]|\\\r?\n)*(?:[^\s.|,)\]=:#;\\]|==)/.test(near),
  },
  {
    name: 'an annotation with a slice that leaves an end open',
    example: 'a: b[:c]\n',
    isIn: ({ near }) => /(?::|->)\s*\w+\s*(?=\[)[^]{0,80}?(?:[[,:]\s*:|:\s*[\],])/.test(near),
  },
  {
    name: 'a block that begins behind a backslash and blanks',
    example: 'if a:\n    \\\n    b\n    c\n',
    isIn: ({ near }) => /^[ \t\f]*\\(?:\r\n?|\n)/m.test(near),
  },
  {
    name: 'a star outside of brackets, ahead of a value that begins with no name',
    example: 'a = "", *""\n',
    isIn: ({ near }) => STARRED.test(near),
  },
  {
    name: 'a line that ends with a comma, ahead of an assignment',
    example: '*a,\nb = c\n',
    isIn: ({ near }) => /^[ \t\f]*[^\s#][^\r\n]*,[ \t\f]*(?:#[^\r\n]*)?\s*?^[^#\r\n]*=/m.test(near),
  },
  {
    name: 'a comment further left behind a decorator',
    example: 'if a:\n    @d\n# why\n    def f(): pass\n',
    isIn: ({ near }) => /@[^]*?[\r\n][ \t\f]*#/.test(near),
  },
];

/** The grammar takes the star for one of a target, and a target begins with a name. */
const STARRED =
  /(?:^|[,=:;[]|\b(?:in|return|yield)\b)[\s\\]*\*(?!\*)[\s\\]*(?:[bfru]{0,2}["']|[[({+\-~.\d]|(?:None|True|False|await)\b)/im;

/** The name of the difference that explains why only one of both reads a file; `undefined` for one that is new. */
export function differenceClass(
  text: string,
  reading: RevisionReading,
  problem: string | null,
): string | undefined {
  if (problem !== null) {
    const line = lineNamed(text, problem);
    return REFUSED_BY_PYTHON.find(({ says, where: near }) => says.test(problem) && near.test(line))?.name;
  }
  const at = reading.kind === 'unanalyzable' ? reading : { start: 0, end: 0 };
  const before = text.slice(0, at.end + AROUND);
  // From the start of a line: what explains it may be long.
  const near = before.slice(before.lastIndexOf('\n', at.start - AROUND) + 1);
  return REFUSED_BY_US.find((one) => one.isIn({ near, before }))?.name;
}

/** The grammar may notice a while after, and then gives up on a whole block. */
const AROUND = 400;

/** The line that CPython names, and the one before. */
function lineNamed(text: string, problem: string): string {
  const line = Number(/line (\d+)\)?$/.exec(problem)?.[1] ?? 0);
  return text
    .split(/\r\n|\r|\n/)
    .slice(Math.max(0, line - 2), line)
    .join('\n');
}

function said(name: string, example: string, says: RegExp): RefusedByPython {
  return { name, example, says, where: ANYWHERE };
}

function where(name: string, example: string, near: RegExp): RefusedByPython {
  return { name, example, says: SYNTAX, where: near };
}

function blocks(count: number): string {
  const heads = Array.from({ length: count }, (_, depth) => `${' '.repeat(depth)}if a:\n`);
  return `${heads.join('')}${' '.repeat(count)}b\n`;
}
