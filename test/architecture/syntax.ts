import { parseAst } from 'rolldown/parseAst';

/** A piece of syntax. Only what the laws ask for is named; the rest is reached by name. */
export interface SyntaxNode {
  readonly type: string;
  readonly [part: string]: unknown;
}

/** Every piece of syntax in a TypeScript text, outer before inner. Comments and strings are not syntax. */
export function syntaxOf(text: string): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  collect(parseAst(text, { lang: 'ts' }), found);
  return found;
}

/** The literal text of a string node, or `undefined` for anything else. */
export function stringIn(node: unknown): string | undefined {
  return isSyntax(node) && node.type === 'Literal' && typeof node['value'] === 'string'
    ? node['value']
    : undefined;
}

/** `Date.now` for that member access, `fetch` for a plain name, `undefined` for anything longer. */
export function dottedName(node: unknown): string | undefined {
  if (!isSyntax(node)) return undefined;
  if (node.type === 'Identifier') return String(node['name']);
  if (node.type !== 'MemberExpression' || node['computed'] === true) return undefined;
  const object = dottedName(node['object']);
  const property = dottedName(node['property']);
  return object === undefined || property === undefined ? undefined : `${object}.${property}`;
}

export function isSyntax(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function collect(value: unknown, found: SyntaxNode[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
  } else if (isSyntax(value)) {
    found.push(value);
    for (const part of Object.values(value)) collect(part, found);
  }
}
