import { submodule, type ImportBinding } from './import-bindings.ts';
import type { IndexedStatement, ModuleIndex } from './module-index.ts';

/** The modules of the repository around a file. */
export interface ModulesAround {
  /** Path of the module that a name means in the module at `from`, or in the file itself (`''`); `undefined` where none is at hand. */
  readonly target: (from: string, module: string) => string | undefined;
  /** `undefined` where it cannot be read. */
  readonly index: (path: string) => ModuleIndex | undefined;
}

/** What is needed of one module. */
export interface AskedModule {
  readonly path: string;
  readonly index: ModuleIndex;
  readonly statements: ReadonlySet<IndexedStatement>;
}

/** What some code imports, and the words in it that say what of that it uses. */
export interface Asking {
  readonly from: string;
  readonly imports: readonly ImportBinding[];
  readonly attributes: ReadonlySet<string>;
}

interface Growing {
  readonly index: ModuleIndex;
  readonly path: string;
  /** Imports between the file and it. */
  readonly depth: number;
  readonly statements: Set<IndexedStatement>;
  readonly asked: Set<string>;
}

/** Imports of imports of imports; what lies behind is not known. */
const DEEPEST = 4;
const MOST_MODULES = 32;

/** The statements that what is imported is made of, by module; those of a module that cannot be read are left out. */
export function askedStatements(asking: Asking, around: ModulesAround): ReadonlyMap<string, AskedModule> {
  const modules = new Map<string, Growing>();
  const search: Search = { around, modules };
  for (const binding of asking.imports) askImport(search, { ...asking, binding, depth: 1 });
  return modules;
}

interface Search {
  readonly around: ModulesAround;
  readonly modules: Map<string, Growing>;
}

interface AskedImport {
  readonly from: string;
  readonly binding: ImportBinding;
  readonly attributes: ReadonlySet<string>;
  readonly depth: number;
}

function askImport(search: Search, { from, binding, attributes, depth }: AskedImport): void {
  const { module, name } = binding;
  const whole = moduleFor(search, { from, module, depth });
  if (whole !== undefined && name !== undefined && has(whole, name)) return askName(search, whole, name);
  const meant =
    name === undefined ? whole : moduleFor(search, { from, module: submodule(module, name), depth });
  for (const attribute of meant === undefined ? [] : attributes) {
    if (meant !== undefined && has(meant, attribute)) askName(search, meant, attribute);
  }
}

/** What a package has itself comes before a module in it. */
function has({ index }: Growing, name: string): boolean {
  return index.names.has(name) || index.imports.some(({ alias }) => alias === name);
}

interface Wanted {
  readonly from: string;
  readonly module: string;
  readonly depth: number;
}

function moduleFor({ around, modules }: Search, { from, module, depth }: Wanted): Growing | undefined {
  const path = around.target(from, module);
  const known = path === undefined ? undefined : modules.get(path);
  if (path === undefined || known !== undefined) return known;
  const isTooMuch = depth > DEEPEST || modules.size >= MOST_MODULES;
  const index = isTooMuch ? undefined : around.index(path);
  if (index === undefined) return undefined;
  const made: Growing = { path, index, depth, statements: new Set(), asked: new Set() };
  modules.set(path, made);
  return made;
}

/** With all names that its statements are made of in turn. */
function askName(search: Search, module: Growing, name: string): void {
  const { path, index, depth, statements, asked } = module;
  if (asked.has(name)) return;
  asked.add(name);
  for (const statement of index.statements) {
    if (!statement.binds.includes(name)) continue;
    statements.add(statement);
    for (const mention of statement.mentions) askName(search, module, mention);
    const used = index.imports.filter(({ alias }) => statement.mentions.has(alias));
    for (const binding of used) {
      askImport(search, { from: path, binding, attributes: statement.attributes, depth: depth + 1 });
    }
  }
  for (const binding of index.imports) {
    if (binding.alias === name)
      askImport(search, { from: path, binding, attributes: NONE, depth: depth + 1 });
  }
}

const NONE: ReadonlySet<string> = new Set();
