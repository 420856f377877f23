import type { PythonNode } from '../parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import { contentParts } from './literals.ts';
import { nameOf, sourceOf, withoutParentheses, type PythonFile } from './nodes.ts';

/**
 * A text that is the same for code that differs only in comments, docstrings, layout, quotes, trailing
 * commas, parentheses, annotations and statements that do nothing. It is for comparing, not for reading.
 */
export function canonicalCode(file: PythonFile, nodes: readonly PythonNode[]): string {
  const words: string[] = [];
  for (const node of nodes) write(file, node, words);
  return words.join(' ');
}

/** Whether a statement can be left out: `pass`, `...`, a text that stands for itself. */
export function doesNothing(node: PythonNode): boolean {
  if (node.type === 'pass_statement' || node.type === 'comment') return true;
  const [value, ...more] = node.children;
  if (node.type !== 'expression_statement' || value === undefined || more.length > 0) return false;
  const inner = withoutParentheses(value);
  if (inner.type === 'assignment') return inner.children.every(({ field }) => field !== 'right');
  return inner.type === 'ellipsis' || isPlainText(inner);
}

function write(file: PythonFile, written: PythonNode, words: string[]): void {
  const node = withoutParentheses(bareParameter(written));
  if (doesNothing(node) || isAnnotation(node)) return;
  if (isPlainText(node)) words.push(plainText(file, node));
  else if (node.children.length === 0) words.push(leaf(file, node));
  else writeInner(file, node, words);
}

/** `a: int` is `a`, and `*a: int` is `*a`. */
function bareParameter(node: PythonNode): PythonNode {
  const [name] = node.children;
  return node.type === 'typed_parameter' && name !== undefined ? name : node;
}

/** A leaf is its source; what a node says beyond its children, such as `not in`, stands between them. */
function writeInner(file: PythonFile, node: PythonNode, words: string[]): void {
  const type = SAME_TYPE[node.type] ?? node.type;
  words.push(`<${type}`);
  let position = node.start;
  for (const child of node.children) {
    for (const one of between(file, { start: position, end: child.start }, type)) words.push(one);
    write(file, child, words);
    position = child.end;
  }
  for (const one of between(file, { start: position, end: node.end }, type)) words.push(one);
  words.push('>');
}

/** Python takes these for the same. */
const SAME_TYPE: Readonly<Record<string, string | undefined>> = {
  expression_list: 'tuple',
  pattern_list: 'tuple',
  tuple_pattern: 'tuple',
  typed_default_parameter: 'default_parameter',
};

const WORD = /[A-Za-z_]+|->|[^\s\w]/g;
const IGNORED = new Set([',', ';', '\\', '->']);
const BRACKETS = new Set(['(', ')']);

function between({ text }: PythonFile, { start, end }: TextRange, type: string): readonly string[] {
  if (start === end) return [];
  const words =
    text
      .slice(start, end)
      .replace(/#[^\r\n]*/g, '')
      .match(WORD) ?? [];
  const isLayout = type === 'tuple' || STATEMENT.test(type);
  return words.filter((word) => !IGNORED.has(word) && !(isLayout && (BRACKETS.has(word) || word === ':')));
}

/** Their colons and brackets are a matter of layout, and `->` and `:` introduce annotations. */
const STATEMENT = /^(?:.*_(?:definition|statement|clause)|block|assignment|default_parameter|with_.*)$/;

function leaf(file: PythonFile, node: PythonNode): string {
  return node.type === 'identifier' ? nameOf(file, node) : sourceOf(file, node).replace(/\s+/g, ' ');
}

/** Types are for readers and checkers; what they are given for stands beside them. */
function isAnnotation({ type, field }: PythonNode): boolean {
  return type === 'type' && (field === 'type' || field === 'return_type');
}

function isPlainText(node: PythonNode): boolean {
  if (node.type === 'concatenated_string') return node.children.every(isPlainText);
  return node.type === 'string' && node.children.every(({ type }) => type !== 'interpolation');
}

/** The text itself, whatever its quotes; bytes stay apart from texts. */
function plainText(file: PythonFile, node: PythonNode): string {
  const strings = node.type === 'concatenated_string' ? node.children : [node];
  const isBytes = strings.some(({ children: [open] }) => open && /b/i.test(sourceOf(file, open)));
  const text = strings
    .flatMap(({ children }) => children.filter(({ type }) => type === 'string_content'))
    .flatMap((content) => contentParts(file, content))
    .map((part) => (part.kind === 'known' ? part.text : part.source))
    .join('');
  return `${isBytes ? 'b' : ''}${JSON.stringify(text)}`;
}
