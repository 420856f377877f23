import type { PythonNode, PythonParser } from '../../parsers/parsers.ts';
import { lastPart, qualifiedName } from './python-imports.ts';
import { childIn, identifierName, sourceOf, type PythonFile } from '../../parsers/python/nodes.ts';

/** A type as it is written, and in a form in which equal types look equal. */
export interface TypeExpression {
  /** For people, on one line. */
  readonly text: string;
  /** Sides of a union; a type that is none has one. */
  readonly members: readonly TypeMember[];
}

export interface TypeMember {
  /** With names as far as imports tell where they come from: `list[app.models.User]`. */
  readonly qualified: string;
  /** With names as they stand here: `list[User]`. */
  readonly written: string;
}

/** What is needed to read the types of one file. */
export interface TypeReading {
  readonly file: PythonFile;
  readonly python: PythonParser;
  readonly imports: ReadonlyMap<string, string>;
  /** Types that the module gives a name of its own. */
  readonly aliases: ReadonlyMap<string, PythonNode>;
}

export function readTypeExpression(reading: TypeReading, node: PythonNode): TypeExpression {
  const { file } = reading;
  const qualified = unionMembers({ ...reading, isQualified: true, depth: 0 }, node);
  const written = unionMembers({ ...reading, isQualified: false, depth: 0 }, node);
  return {
    text: sourceOf(file, node).replace(/\s+/g, ' '),
    members: qualified.map((member, index) => ({ qualified: member, written: written[index] ?? member })),
  };
}

/** The type inside `Annotated[...]` and the like has the metadata beside it; `undefined` when it is none. */
export function annotatedParts(reading: TypeReading, node: PythonNode): readonly PythonNode[] | undefined {
  const inner = insideOf(node);
  const generic = genericParts(inner);
  if (generic !== undefined)
    return expressionTypeName(reading, generic.base) === 'Annotated' ? generic.parameters : undefined;
  const alias = reading.aliases.get(identifierName(reading.file, inner) ?? '');
  // An alias cannot name itself twice over: one step suffices for what people write.
  return alias === undefined ? undefined : annotatedParts({ ...reading, aliases: new Map() }, alias);
}

/** `typing.List` and `list` are one type, and so are all homes of `Callable`. */
export function expressionTypeName(
  { file, imports }: TypeReading,
  node: PythonNode | undefined,
): string | undefined {
  const name = qualifiedName(file, imports, node);
  return name === undefined ? undefined : standardName(name);
}

interface Walk extends TypeReading {
  readonly isQualified: boolean;
  /** How many names and quotes were followed. */
  readonly depth: number;
}

/** Aliases that name each other come to an end. */
const DEEPEST = 12;

function unionMembers(walk: Walk, node: PythonNode): readonly string[] {
  const inner = insideOf(node);
  const operands = unionOperands(inner);
  if (operands !== undefined) return [...new Set(operands.flatMap((one) => unionMembers(walk, one)))];
  const generic = genericParts(inner);
  if (generic !== undefined) return genericMembers(walk, generic);
  const followed = walk.depth < DEEPEST ? followedType(walk, inner) : undefined;
  return followed ?? [plainType(walk, inner)];
}

function insideOf(node: PythonNode): PythonNode {
  const [inner, ...more] = node.children;
  const isShell = node.type === 'type' || node.type === 'parenthesized_expression';
  return isShell && inner !== undefined && more.length === 0 ? insideOf(inner) : node;
}

function unionOperands(node: PythonNode): readonly PythonNode[] | undefined {
  if (node.type === 'union_type') return node.children;
  const isUnion = node.type === 'binary_operator' && childIn(node, 'operator')?.type === '|';
  return isUnion ? node.children.filter(({ field }) => field !== 'operator') : undefined;
}

interface Generic {
  readonly base: PythonNode;
  readonly parameters: readonly PythonNode[];
}

function genericParts(node: PythonNode): Generic | undefined {
  const [base, list] = node.children;
  if (base === undefined) return undefined;
  if (node.type === 'generic_type') return { base, parameters: list?.children ?? [] };
  if (node.type !== 'subscript') return undefined;
  return { base, parameters: node.children.filter(({ field }) => field === 'subscript') };
}

function genericMembers(walk: Walk, { base, parameters }: Generic): readonly string[] {
  const name = expressionTypeName(walk, base);
  const [first] = parameters;
  if (name === 'Union') return [...new Set(parameters.flatMap((one) => unionMembers(walk, one)))];
  if (name === 'Optional' && first) return [...new Set([...unionMembers(walk, first), 'None'])];
  if (TRANSPARENT.has(name ?? '') && first) return unionMembers(walk, first);
  const shown = parameters.map((one) => (name === 'Literal' ? flat(walk, one) : joinedType(walk, one)));
  return [`${plainType(walk, base)}[${shown.join(', ')}]`];
}

/** They say something of the name beside them, and nothing of its values. */
const TRANSPARENT = new Set(['Annotated', 'Final', 'ClassVar']);

function joinedType(walk: Walk, node: PythonNode): string {
  // By the names alone, so that where they come from does not change their order.
  const bare = (member: string) => member.replace(/[\w.]*\./g, '');
  const order = (a: string, b: string) => (bare(a) < bare(b) ? -1 : 1);
  return [...unionMembers(walk, node)].sort(order).join(' | ');
}

/** A name stands for its alias, a text for what is quoted in it. */
function followedType(walk: Walk, node: PythonNode): readonly string[] | undefined {
  const deeper = { ...walk, depth: walk.depth + 1 };
  if (node.type === 'string') return quotedType(deeper, node);
  const alias = walk.aliases.get(identifierName(walk.file, node) ?? '');
  return alias === undefined ? undefined : unionMembers(deeper, alias);
}

function quotedType(walk: Walk, node: PythonNode): readonly string[] | undefined {
  const content = node.children.find(({ type }) => type === 'string_content');
  if (content === undefined || node.children.length !== 3) return undefined;
  const text = sourceOf(walk.file, content).trim();
  const parse = walk.python.parse(text);
  const [statement, ...more] = parse.kind === 'module' ? parse.root.children : [];
  const expression = statement?.type === 'expression_statement' ? statement.children[0] : undefined;
  if (parse.kind !== 'module' || expression === undefined || more.length > 0) return undefined;
  return unionMembers({ ...walk, file: { text, root: parse.root } }, expression);
}

function plainType(walk: Walk, node: PythonNode): string {
  const name = qualifiedName(walk.file, walk.isQualified ? walk.imports : NO_IMPORTS, node);
  if (name !== undefined) return standardName(name);
  if (node.type === 'list') return `[${node.children.map((one) => joinedType(walk, one)).join(', ')}]`;
  return flat(walk, node);
}

const NO_IMPORTS: ReadonlyMap<string, string> = new Map();

/** Any other expression, without its spacing. */
function flat(walk: Walk, node: PythonNode): string {
  if (node.type === 'string_content') return JSON.stringify(sourceOf(walk.file, node));
  if (node.type === 'string_start' || node.type === 'string_end') return '';
  if (node.children.length === 0) return sourceOf(walk.file, node);
  const parts = node.children.map((child) => flat(walk, child)).filter((part) => part !== '');
  return SHELLS.has(node.type) ? parts.join('') : `${node.type}(${parts.join(' ')})`;
}

const SHELLS = new Set(['type', 'string', 'parenthesized_expression']);

const STANDARD_HOMES = /^(?:typing|typing_extensions|collections\.abc|builtins)\.(\w+)$/;
const BUILTIN_NAMES = new Map(
  ['List', 'Dict', 'Tuple', 'Set', 'FrozenSet', 'Type'].map((name) => [name, name.toLowerCase()]),
);

function standardName(name: string): string {
  const standard = STANDARD_HOMES.exec(name)?.[1];
  if (standard === undefined) return name;
  return BUILTIN_NAMES.get(standard) ?? lastPart(standard);
}
