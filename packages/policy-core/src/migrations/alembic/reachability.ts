import type { PythonNode } from '../../parsers/parsers.ts';
import {
  allNodes,
  childIn,
  identifierName,
  lastName,
  nameOf,
  type PythonFile,
} from '../../parsers/python/nodes.ts';
import { onceForFile } from '../../parsers/python/once-for-file.ts';

/**
 * The functions that only a downgrade runs. Everything else is judged as part of the upgrade:
 * what upgrade() reaches, what runs when the module is loaded, and helpers that nothing seems to call.
 */
export function downgradeOnly(file: PythonFile): ReadonlySet<PythonNode> {
  const functions = moduleFunctions(file);
  // All other names lead nowhere.
  const asked = new Set([...PICKERS, ...functions.map(({ name }) => name)]);
  const mentions = new Map(functions.map(({ node }) => [node, namesIn(file, node, asked)]));
  const reached = (roots: readonly PythonNode[]) => closure({ functions, mentions, roots });

  const entries = downgrades({ functions, mentions });
  const down = reached(entries);
  const moduleNames = namesOutside(file, new Set(functions.map(({ node }) => node)), asked);
  const roots = functions.filter(({ node, name }) => !down.has(node) || moduleNames.has(name));
  const up = reached(roots.map(({ node }) => node));
  const judgedNames = [moduleNames, ...[...up].map((node) => mentions.get(node) ?? new Set<string>())];
  // Where code picks functions by their name, only the downgrade itself is sure not to be picked.
  const candidates = judgedNames.some(picksByName) ? entries : [...down];
  return new Set(candidates.filter((node) => !up.has(node)));
}

/** The functions of the module that an upgrade may run as well, if only since it mentions them. */
export function sharedFunctions(file: PythonFile): ReadonlySet<PythonNode> {
  const onlyDown = downgradeOnly(file);
  const functions = moduleFunctions(file).map(({ node }) => node);
  return new Set(functions.filter((node) => !onlyDown.has(node)));
}

/**
 * The functions of the module that loading it never runs, as far as their names tell: what runs mentions none of them,
 * and nothing else does by `isNamedElsewhere`.
 */
export function neverReached(
  file: PythonFile,
  isNamedElsewhere: (name: string) => boolean,
): readonly PythonNode[] {
  const functions = moduleFunctions(file);
  const asked = new Set([...PICKERS, ...functions.map(({ name }) => name)]);
  const mentions = new Map(functions.map(({ node }) => [node, namesIn(file, node, asked)]));
  const outside = namesOutside(file, new Set(functions.map(({ node }) => node)), asked);
  const given = functions.flatMap(({ node }) => [...namesGiven(file, node, asked)]);
  const named = new Set([...outside, ...given]);
  const registered = registeredFunctions(file);
  const roots = functions.filter(
    ({ node, name }) => named.has(name) || registered.has(node) || isNamedElsewhere(name),
  );
  const reached = closure({ functions, mentions, roots: roots.map(({ node }) => node) });
  const judged = [named, ...[...reached].map((node) => mentions.get(node) ?? NO_NAMES)];
  if (judged.some(picksByName)) return [];
  return functions.flatMap(({ node }) => (reached.has(node) ? [] : [node]));
}

/** A decorator may run the function, or have it run: `@event.listens_for(Engine, "connect")`. */
function registeredFunctions(file: PythonFile): ReadonlySet<PythonNode | undefined> {
  const decorated = allNodes(file.root).filter(({ type }) => type === 'decorated_definition');
  const isImplementation = ({ children: [expression] }: PythonNode) =>
    lastName(file, childIn(expression, 'function')) === 'implementation_for';
  return new Set(
    decorated.flatMap((node) => {
      const decorators = node.children.filter(({ type }) => type === 'decorator');
      // `@Operations.implementation_for(CreateView)` runs where a revision calls that operation.
      return decorators.every(isImplementation) ? [] : [childIn(node, 'definition')];
    }),
  );
}

const PICKERS = ['globals', 'locals', 'vars'];

function picksByName(names: ReadonlySet<string>): boolean {
  return PICKERS.some((picker) => names.has(picker));
}

interface NamedFunction {
  readonly name: string;
  readonly node: PythonNode;
}

/** Functions of the module itself, also under `if` or `try`; methods and inner functions belong to what holds them. */
const moduleFunctions = onceForFile((file: PythonFile): readonly NamedFunction[] => {
  const found: NamedFunction[] = [];
  addFunctions(file, file.root, found);
  return found;
});

function addFunctions(file: PythonFile, node: PythonNode, found: NamedFunction[]): void {
  for (const child of node.children) {
    if (child.type === 'function_definition') {
      found.push({ node: child, name: identifierName(file, childIn(child, 'name')) ?? '' });
    } else if (child.type !== 'class_definition' && child.children.length > 0) {
      addFunctions(file, child, found);
    }
  }
}

/** Alembic's template for several databases finds `downgrade_<name>` through globals(). */
function downgrades({ functions, mentions }: Omit<Graph, 'roots'>): PythonNode[] {
  const main = functions.filter(({ name }) => name === 'downgrade');
  const isTemplate = main.some(({ node }) => mentions.get(node)?.has('globals'));
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

/** Which of the names that are asked for a function mentions; in its body its parameters are none of them. */
function namesIn(file: PythonFile, definition: PythonNode, asked: ReadonlySet<string>): Set<string> {
  const search = { file, asked, own: NO_NAMES, stops: NOWHERE, names: new Set<string>() };
  const inBody = { ...search, own: parameterNames(file, childIn(definition, 'parameters')) };
  for (const child of definition.children) {
    if (child.field === 'parameters') for (const parameter of child.children) addGiven(search, parameter);
    else addNames(child.field === 'body' ? inBody : search, child);
  }
  return search.names;
}

function parameterNames(file: PythonFile, parameters: PythonNode | undefined): ReadonlySet<string> {
  const names = (parameters?.children ?? []).map((parameter) =>
    // A typed one holds its name without a role, and so does a starred one.
    identifierName(file, childIn(parameter, 'name') ?? parameter.children[0] ?? parameter),
  );
  return new Set(names.filter((name) => name !== undefined));
}

/** What a parameter is when it is not given, and its type. */
function addGiven(search: Search, parameter: PythonNode): void {
  for (const child of parameter.children) {
    if (child.field === 'value' || child.field === 'type') addNames(search, child);
  }
}

/** What its parameters mention where the function is defined. */
function namesGiven(file: PythonFile, definition: PythonNode, asked: ReadonlySet<string>): Set<string> {
  const search = { file, asked, own: NO_NAMES, stops: NOWHERE, names: new Set<string>() };
  for (const parameter of childIn(definition, 'parameters')?.children ?? []) addGiven(search, parameter);
  return search.names;
}

const NO_NAMES: ReadonlySet<string> = new Set();
const NOWHERE: ReadonlySet<PythonNode> = new Set();

function namesOutside(
  file: PythonFile,
  functions: ReadonlySet<PythonNode>,
  asked: ReadonlySet<string>,
): Set<string> {
  const search = { file, asked, own: NO_NAMES, stops: functions, names: new Set<string>() };
  for (const child of file.root.children) addNames(search, child);
  return search.names;
}

interface Search {
  readonly file: PythonFile;
  readonly asked: ReadonlySet<string>;
  /** Names that stand for something else there. */
  readonly own: ReadonlySet<string>;
  /** What lies below these is not looked at. */
  readonly stops: ReadonlySet<PythonNode>;
  readonly names: Set<string>;
}

/** That of an attribute, an argument or a definition mentions nothing. */
const NO_MENTIONS: ReadonlySet<string | undefined> = new Set(['attribute', 'name']);

function addNames(search: Search, node: PythonNode): void {
  if (node.type === 'identifier') {
    const name = NO_MENTIONS.has(node.field) ? undefined : nameOf(search.file, node);
    if (name !== undefined && search.asked.has(name) && !search.own.has(name)) search.names.add(name);
  } else if (node.type !== 'function_definition' || !search.stops.has(node)) {
    for (const child of node.children) addNames(search, child);
  }
}
