import type { PythonNode } from '../parsers/parsers.ts';
import { allNodes, childIn, identifierName, nameOf, sourceOf, type PythonFile } from '../python/nodes.ts';

/**
 * The functions that only a downgrade runs. Everything else is judged as part of the upgrade:
 * what upgrade() reaches, what runs when the module is loaded, and helpers that nothing seems to call.
 */
export function downgradeOnly(file: PythonFile): ReadonlySet<PythonNode> {
  const functions = moduleFunctions(file);
  const mentions = new Map(functions.map(({ node }) => [node, namesIn(file, node)]));
  const reached = (roots: readonly PythonNode[]) => closure({ functions, mentions, roots });

  const entries = downgrades(file, functions);
  const down = reached(entries);
  const moduleNames = namesOutside(file, new Set(functions.map(({ node }) => node)));
  const roots = functions.filter(({ node, name }) => !down.has(node) || moduleNames.has(name));
  const up = reached(roots.map(({ node }) => node));
  const judgedNames = [moduleNames, ...[...up].map((node) => mentions.get(node) ?? new Set<string>())];
  // Where code picks functions by their name, only the downgrade itself is sure not to be picked.
  const candidates = judgedNames.some(picksByName) ? entries : [...down];
  return new Set(candidates.filter((node) => !up.has(node)));
}

/** Whether the file says itself what its upgrade does; it may also take that from another file. */
export function definesUpgrade(file: PythonFile): boolean {
  return moduleFunctions(file).some(({ name }) => name === 'upgrade');
}

/** `from tools import *` behind it: the module may have an upgrade, too. */
export function isUpgradeReplaced(file: PythonFile): boolean {
  const { root } = file;
  const isOwn = (node: PythonNode) =>
    identifierName(file, childIn(childIn(node, 'definition') ?? node, 'name')) === 'upgrade';
  const behind = root.children.slice(root.children.findLastIndex(isOwn) + 1);
  return behind.some((statement) => importsAnything(file, statement));
}

const KNOWN_MODULES = /^(?:alembic|sqlalchemy|typing)\b/;

function importsAnything(file: PythonFile, statement: PythonNode): boolean {
  const module = childIn(statement, 'module_name');
  const isStar = statement.children.some(({ type }) => type === 'wildcard_import');
  return isStar && module !== undefined && !KNOWN_MODULES.test(sourceOf(file, module));
}

function picksByName(names: ReadonlySet<string>): boolean {
  return names.has('globals') || names.has('locals') || names.has('vars');
}

interface NamedFunction {
  readonly name: string;
  readonly node: PythonNode;
}

/** Functions of the module itself, also under `if` or `try`; methods and inner functions belong to what holds them. */
function moduleFunctions(file: PythonFile): NamedFunction[] {
  return [
    ...nodesOutside(
      file.root,
      (node) => node.type === 'function_definition' || node.type === 'class_definition',
    ),
  ]
    .filter(({ type }) => type === 'function_definition')
    .map((node) => ({ node, name: identifierName(file, childIn(node, 'name')) ?? '' }));
}

/** Alembic's template for several databases finds `downgrade_<name>` through globals(). */
function downgrades(file: PythonFile, functions: readonly NamedFunction[]): PythonNode[] {
  const main = functions.filter(({ name }) => name === 'downgrade');
  const isTemplate = main.some(({ node }) => namesIn(file, node).has('globals'));
  const perDatabase = functions.filter(({ name }) => isTemplate && name.startsWith('downgrade_'));
  return [...main, ...perDatabase].map(({ node }) => node);
}

interface Graph {
  readonly functions: readonly NamedFunction[];
  readonly mentions: ReadonlyMap<PythonNode, ReadonlySet<string>>;
  readonly roots: readonly PythonNode[];
}

function closure({ functions, mentions, roots }: Graph): Set<PythonNode> {
  const found = new Set(roots);
  const byName = new Map<string, PythonNode[]>();
  for (const { name, node } of functions) byName.set(name, [...(byName.get(name) ?? []), node]);
  // A set goes on through what is added while it is read.
  for (const node of found) {
    for (const name of mentions.get(node) ?? []) {
      for (const mentioned of byName.get(name) ?? []) found.add(mentioned);
    }
  }
  return found;
}

function namesIn(file: PythonFile, definition: PythonNode): Set<string> {
  const names = new Set<string>();
  for (const child of definition.children) {
    if (child.field === 'name') continue;
    for (const node of allNodes(child)) addName(file, node, names);
  }
  return names;
}

function namesOutside(file: PythonFile, functions: ReadonlySet<PythonNode>): Set<string> {
  const names = new Set<string>();
  for (const node of nodesOutside(file.root, (inner) => functions.has(inner))) addName(file, node, names);
  return names;
}

function addName(file: PythonFile, node: PythonNode, names: Set<string>): void {
  if (node.type === 'identifier' && node.field !== 'attribute') names.add(nameOf(file, node));
}

/** Every node down to the ones where it stops, these included. */
function* nodesOutside(root: PythonNode, stops: (node: PythonNode) => boolean): Generator<PythonNode> {
  const waiting = [...root.children].toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    if (!stops(node)) waiting.push(...node.children.toReversed());
  }
}
