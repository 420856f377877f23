import type { PythonNode } from '../parsers.ts';
import { askedStatements, type AskedModule, type ModulesAround } from './asked-statements.ts';
import { bindNames, type Binding, type Scope, type Scopes } from './bindings.ts';
import { importBindings } from './import-bindings.ts';
import { linkImports, type LinkedCode } from './linked-imports.ts';
import { addWords } from './module-index.ts';
import { childIn, identifierName, type PlacedModule, type PythonFile } from './nodes.ts';
import { traceNames, type TracedFile } from './values.ts';

/**
 * The file with the modules of the repository that it imports: the text of each stands behind its own, and names
 * that are imported lead there. The file alone where nothing that it uses is at hand.
 */
export function traceWithModules(own: PythonFile, around: ModulesAround): TracedFile {
  const imports = importBindings(own);
  const words = { mentions: new Set<string>(), attributes: new Set<string>() };
  if (imports.some(({ name }) => mayBeModule(name))) addWords(own, own.root, words);
  const asked = askedStatements({ from: '', imports, attributes: words.attributes }, around);
  const file = traceNames(own);
  return [...asked.values()].some(({ statements }) => statements.size > 0)
    ? joined(file, [...asked.values()], around)
    : file;
}

/** `from app import tables` */
function mayBeModule(name: string | undefined): boolean {
  return name === undefined || /^[a-z_]/.test(name);
}

function joined(own: TracedFile, asked: readonly AskedModule[], around: ModulesAround): TracedFile {
  const text = [own.text, ...asked.map(({ index }) => index.file.text)].join('\n');
  let end = own.text.length;
  const placed = asked.map((module): Placed => {
    const start = end + 1;
    end = start + module.index.file.text.length;
    return placedModule(module, { text, start, end });
  });
  const modules = placed.map(({ module }) => module);
  const file: PythonFile = { text, root: own.root, modules };
  linkImports(
    [{ path: '', scopes: own.scopes, imports: importBindings(own), mutated: NOTHING }, ...placed.map(codeOf)],
    around,
  );
  const functions = new Map(
    [own.scopes, ...placed.map(({ scopes }) => scopes)].flatMap((scopes) => [...scopes.functions]),
  );
  // Who calls them elsewhere, and with what, is not known.
  const names = placed.flatMap(({ module, scopes }) =>
    Array.from(scopes.functions.keys(), (node) => functionName({ text, root: module.root }, node)),
  );
  return {
    ...file,
    scopes: { module: own.scopes.module, functions },
    uses: { ...own.uses, untraceable: new Set([...own.uses.untraceable, ...names]) },
  };
}

const NOTHING: ReadonlySet<string> = new Set();

interface Placed {
  readonly module: PlacedModule;
  readonly scopes: Scopes;
  readonly imports: LinkedCode['imports'];
}

function codeOf({ module, scopes, imports }: Placed): LinkedCode {
  return { path: module.path, scopes, imports, mutated: module.mutated };
}

interface Stretch {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function placedModule({ path, index, statements }: AskedModule, { text, start, end }: Stretch): Placed {
  const nodes = [...statements].map(({ node }) => node);
  const imports = index.imports
    .map(({ statement }) => statement)
    .filter((node) => index.file.root.children.includes(node));
  const children = [...new Set([...nodes, ...imports])]
    .toSorted((one, two) => one.start - two.start)
    .map((node) => moved(node, start));
  const root: PythonNode = { type: 'module', field: undefined, start, end, children };
  const scopes = bindNames({ text, root });
  const file = { text, root };
  openFunctions(file, scopes);
  closeOthers(scopes.module, index.names);
  return {
    module: { path, start, end, root, mutated: index.mutated },
    scopes,
    imports: importBindings(file),
  };
}

/** The same node behind another text; what lies below is moved when somebody looks at it. */
function moved(node: PythonNode, by: number): PythonNode {
  let children: readonly PythonNode[] | undefined;
  return {
    type: node.type,
    field: node.field,
    start: node.start + by,
    end: node.end + by,
    get children() {
      children ??= node.children.map((child) => moved(child, by));
      return children;
    },
  };
}

/** What something else in the module binds as well is not followed. */
function closeOthers({ names }: Scope, whole: ReadonlyMap<string, readonly Binding[]>): void {
  for (const [name, bindings] of whole) {
    if (names.get(name)?.length !== bindings.length) names.set(name, [{ kind: 'opaque' }]);
  }
}

/** A function that has its name for itself, and no decorator, is what a call of it runs. */
function openFunctions(file: PythonFile, { functions }: Scopes): void {
  const decorated = new Set(decoratedIn(file.root));
  for (const [definition, { parent }] of functions) {
    const name = functionName(file, definition);
    if (decorated.has(definition) || parent?.names.get(name)?.length !== 1) continue;
    parent.names.set(name, [{ kind: 'opaque', imported: { kind: 'function', definition } }]);
  }
}

function functionName(file: PythonFile, node: PythonNode): string {
  return identifierName(file, childIn(node, 'name')) ?? '';
}

function decoratedIn(node: PythonNode): readonly PythonNode[] {
  const definition = node.type === 'decorated_definition' ? childIn(node, 'definition') : undefined;
  const below = node.children.flatMap(decoratedIn);
  return definition === undefined ? below : [definition, ...below];
}
