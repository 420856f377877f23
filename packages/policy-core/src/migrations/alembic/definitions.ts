import type { PythonNode } from '../../parsers/parsers.ts';
import { childIn, identifierName, lastName, type PythonFile } from '../../parsers/python/nodes.ts';

/** What a file defines itself, for following calls. */
export interface Definitions {
  /** Functions that are no methods, by name: also those inside of functions, in the order of the text. */
  readonly functions: ReadonlyMap<string, readonly PythonNode[]>;
  readonly classes: ReadonlyMap<string, readonly ClassDefinition[]>;
  /** The class whose method it is. */
  readonly methodOf: ReadonlyMap<PythonNode, ClassDefinition>;
  /** Functions and lambdas, in the order of the text. */
  readonly all: readonly PythonNode[];
  /** Decorators that may change what a function does, or whether it runs. */
  readonly decorators: ReadonlyMap<PythonNode, readonly PythonNode[]>;
  /** Every call of the file, in the order of the text. */
  readonly calls: readonly PythonNode[];
}

export interface ClassDefinition {
  readonly name: string;
  readonly node: PythonNode;
  readonly methods: ReadonlyMap<string, PythonNode>;
  /** Names of its bases. */
  readonly bases: readonly string[];
  /** The function whose body defines it; `undefined` for the module. */
  readonly within: PythonNode | undefined;
}

interface Growing extends Definitions {
  readonly functions: Map<string, PythonNode[]>;
  readonly classes: Map<string, ClassDefinition[]>;
  readonly methodOf: Map<PythonNode, ClassDefinition>;
  readonly all: PythonNode[];
  readonly decorators: Map<PythonNode, readonly PythonNode[]>;
  readonly calls: PythonNode[];
}

export function definitionsIn(file: PythonFile): Definitions {
  const found: Growing = {
    functions: new Map(),
    classes: new Map(),
    methodOf: new Map(),
    all: [],
    decorators: new Map(),
    calls: [],
  };
  collect(file, { node: file.root, within: undefined }, found);
  return found;
}

interface Place {
  readonly node: PythonNode;
  readonly within: PythonNode | undefined;
}

function collect(file: PythonFile, { node, within }: Place, found: Growing): void {
  NOTERS[node.type]?.(file, { node, within }, found);
  const inner = node.type === 'function_definition' ? node : within;
  for (const child of node.children) {
    if (child.children.length > 0) collect(file, { node: child, within: inner }, found);
  }
}

type Noter = (file: PythonFile, place: Place, found: Growing) => void;

const NOTERS: Readonly<Record<string, Noter | undefined>> = {
  function_definition: noteFunction,
  class_definition: noteClass,
  decorated_definition: noteDecorators,
  lambda: (_file, { node }, { all }) => void all.push(node),
  call: (_file, { node }, { calls }) => void calls.push(node),
};

function noteFunction(file: PythonFile, { node }: Place, { all, functions, methodOf }: Growing): void {
  all.push(node);
  if (methodOf.has(node)) return;
  const name = identifierName(file, childIn(node, 'name')) ?? '';
  const known = functions.get(name);
  if (known === undefined) functions.set(name, [node]);
  else known.push(node);
}

function noteClass(file: PythonFile, { node, within }: Place, { classes, methodOf }: Growing): void {
  const name = identifierName(file, childIn(node, 'name')) ?? '';
  const methods = new Map<string, PythonNode>();
  const bases = basesOf(file, node);
  const definition = { name, node, methods, bases, within };
  for (const statement of childIn(node, 'body')?.children ?? []) {
    const method = childIn(statement, 'definition') ?? statement;
    if (method.type !== 'function_definition') continue;
    methods.set(identifierName(file, childIn(method, 'name')) ?? '', method);
    methodOf.set(method, definition);
  }
  const known = classes.get(name);
  if (known === undefined) classes.set(name, [definition]);
  else known.push(definition);
}

function basesOf(file: PythonFile, node: PythonNode): readonly string[] {
  const bases = childIn(node, 'superclasses')?.children ?? [];
  return bases.flatMap((base) => lastName(file, base) ?? []);
}

/** Those that leave the function as it is. */
const HARMLESS_DECORATORS = new Set([
  'staticmethod',
  'classmethod',
  'property',
  'contextmanager',
  'wraps',
  'cache',
  'lru_cache',
  'override',
]);

function noteDecorators(file: PythonFile, { node }: Place, { decorators }: Growing): void {
  const definition = childIn(node, 'definition');
  const unknown = node.children.filter(
    (child) => child.type === 'decorator' && !HARMLESS_DECORATORS.has(decoratorName(file, child) ?? ''),
  );
  if (definition !== undefined && unknown.length > 0) decorators.set(definition, unknown);
}

function decoratorName(file: PythonFile, { children: [expression] }: PythonNode): string | undefined {
  return lastName(file, expression?.type === 'call' ? childIn(expression, 'function') : expression);
}

/** The method of a class, or of one of the bases that the file holds. */
export function methodNamed(
  definitions: Definitions,
  { methods, bases }: ClassDefinition,
  name: string,
): PythonNode | undefined {
  return methods.get(name) ?? inheritedMethod(definitions, { bases, seen: new Set() }, name);
}

function inheritedMethod(
  definitions: Definitions,
  { bases, seen }: { readonly bases: readonly string[]; readonly seen: Set<string> },
  name: string,
): PythonNode | undefined {
  for (const base of bases) {
    const definition = seen.has(base) ? undefined : definitions.classes.get(base)?.at(-1);
    seen.add(base);
    const found =
      definition?.methods.get(name) ??
      (definition && inheritedMethod(definitions, { bases: definition.bases, seen }, name));
    if (found !== undefined) return found;
  }
  return undefined;
}
