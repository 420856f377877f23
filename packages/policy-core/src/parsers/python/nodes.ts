import type { PythonNode } from '../parsers.ts';
import { onceForFile } from './once-for-file.ts';

/** A Python file with its syntax tree. Offsets of the nodes count in `text`. */
export interface PythonFile {
  readonly text: string;
  readonly root: PythonNode;
  /** Those that the file imports, as far as they are at hand; left out where none is. */
  readonly modules?: readonly PlacedModule[];
}

/** A module whose text stands behind that of the file, so that nodes of both count in one text. */
export interface PlacedModule {
  readonly path: string;
  /** Of its text. */
  readonly start: number;
  readonly end: number;
  /** The statements that are asked for, in the order of the text. */
  readonly root: PythonNode;
  /** Names of lists that something in the whole module may add to. */
  readonly mutated: ReadonlySet<string>;
}

/** The module that a place belongs to; `undefined` for the file itself. */
export function moduleAt({ modules }: PythonFile, offset: number): PlacedModule | undefined {
  return modules?.find(({ start, end }) => start <= offset && offset <= end);
}

/** Whether the file itself says it, and no module behind it. */
export function isOwnPlace({ modules }: PythonFile, { start }: { readonly start: number }): boolean {
  const [first] = modules ?? [];
  return first === undefined || start < first.start;
}

/** The child with that role, such as `left`; `undefined` when the node has none. */
export function childIn(node: PythonNode | undefined, field: string): PythonNode | undefined {
  if (node === undefined) return undefined;
  // The hottest of all: no closure, no call.
  for (const child of node.children) if (child.field === field) return child;
  return undefined;
}

export function sourceOf({ text }: PythonFile, node: PythonNode): string {
  return text.slice(node.start, node.end);
}

/** The name an identifier stands for: Python compares names in Unicode's normal form NFKC. */
export function nameOf({ text }: PythonFile, { start, end }: PythonNode): string {
  const name = text.slice(start, end);
  for (let at = start; at < end; at += 1) {
    // ASCII is in normal form already.
    if (text.charCodeAt(at) > LAST_OF_ASCII) return name.normalize('NFKC');
  }
  return name;
}

const LAST_OF_ASCII = 0x7f;

/** `undefined` unless the node is a plain name. */
export function identifierName(file: PythonFile, node: PythonNode | undefined): string | undefined {
  return node?.type === 'identifier' ? nameOf(file, node) : undefined;
}

/** The last name of `a.b.c`, or a plain name. */
export function lastName(file: PythonFile, node: PythonNode | undefined): string | undefined {
  return identifierName(file, node?.type === 'attribute' ? childIn(node, 'attribute') : node);
}

/** The node and everything below it, in the order of the text. */
export function allNodes(root: PythonNode): readonly PythonNode[] {
  const found: PythonNode[] = [];
  addAll(root, found);
  return found;
}

/** The parser has refused what is nested too deeply. */
function addAll(node: PythonNode, found: PythonNode[]): void {
  found.push(node);
  for (const child of node.children) {
    if (child.children.length === 0) found.push(child);
    else addAll(child, found);
  }
}

/** Every `import` and `from … import`, wherever it stands, in the order of the text. */
export const importStatements: (file: PythonFile) => readonly PythonNode[] = onceForFile(({ root }) => {
  const found: PythonNode[] = [];
  addImports(root, found);
  return found;
});

function addImports(node: PythonNode, found: PythonNode[]): void {
  for (const child of node.children) {
    if (child.children.length === 0 || HOLD_NO_STATEMENT.has(child.type)) continue;
    if (child.type === 'import_statement' || child.type === 'import_from_statement') found.push(child);
    else addImports(child, found);
  }
}

/** Expressions, of which a file is mostly made. */
const HOLD_NO_STATEMENT: ReadonlySet<string> = new Set([
  'call',
  'expression_statement',
  'parameters',
  'string',
]);

/** The arguments of a call. */
export interface CallArguments {
  readonly positional: readonly PythonNode[];
  readonly keywords: ReadonlyMap<string, PythonNode>;
  /** `*args` or `**kwargs` is among them, so more may be passed than can be seen. */
  readonly spread: boolean;
}

export function argumentsOf(file: PythonFile, call: PythonNode): CallArguments {
  const positional: PythonNode[] = [];
  const keywords = new Map<string, PythonNode>();
  let spread = false;
  const list = childIn(call, 'arguments');
  // `f(x for x in y)` has the generator in place of the list.
  for (const argument of list?.type === 'argument_list' ? list.children : list ? [list] : []) {
    if (argument.type === 'keyword_argument') {
      const name = childIn(argument, 'name');
      const value = childIn(argument, 'value');
      if (name !== undefined && value !== undefined) keywords.set(nameOf(file, name), value);
    } else if (argument.type === 'list_splat' || argument.type === 'dictionary_splat') spread = true;
    else positional.push(argument);
  }
  return { positional, keywords, spread };
}

/** The first positional argument, or the one passed by one of the names. */
export function argumentNamed(
  file: PythonFile,
  call: PythonNode,
  names: readonly string[],
): PythonNode | undefined {
  const { positional, keywords } = argumentsOf(file, call);
  return positional[0] ?? names.map((name) => keywords.get(name)).find((value) => value !== undefined);
}

/** `(((x)))` is x. */
export function withoutParentheses(node: PythonNode): PythonNode {
  if (node.type !== 'parenthesized_expression' || node.children.length > 1) return node;
  const [inner] = node.children;
  return inner === undefined ? node : withoutParentheses(inner);
}
