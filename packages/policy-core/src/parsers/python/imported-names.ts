import type { PythonNode } from '../parsers.ts';
import { bindingsOf, type Scope } from './bindings.ts';
import {
  childIn,
  identifierName,
  importStatements,
  moduleAt,
  nameOf,
  sourceOf,
  type PythonFile,
} from './nodes.ts';

/** What a dotted name stands for, by the imports of the file. */
export interface FullName {
  /** `sqlalchemy.dialects.postgresql.UUID`, whatever the file calls it; as it is written where nothing imports it. */
  readonly path: string;
  /**
   * `imported`: its beginning is. `own`: the file makes it. `free`: nothing in the file says where it comes from,
   * as with `from sqlalchemy import *`.
   */
  readonly from: 'imported' | 'own' | 'free';
}

interface Place {
  readonly node: PythonNode;
  readonly scope: Scope;
}

/** Longer chains of names lead in circles. */
const MOST_STEPS = 8;

/** `undefined` for anything but `a.b.c`. */
export function fullName(file: PythonFile, place: Place, steps = 0): FullName | undefined {
  const { type } = place.node;
  if (type !== 'attribute' && type !== 'identifier') return undefined;
  return importedName(file, place.node) ?? otherName(file, place, steps);
}

/** Of a name whose beginning is not imported: no need to ask that again of each part. */
function otherName(file: PythonFile, { node, scope }: Place, steps: number): FullName | undefined {
  const object = childIn(node, 'object');
  const attribute = childIn(node, 'attribute');
  if (node.type === 'attribute' && object !== undefined && attribute !== undefined) {
    const before = otherName(file, { node: object, scope }, steps);
    return before && { path: `${before.path}.${nameOf(file, attribute)}`, from: before.from };
  }
  const name = identifierName(file, node);
  return name === undefined ? undefined : nameInFile(file, { name, scope }, steps);
}

/** Of a name whose beginning is imported, which its text alone tells: the same few stand on every page. */
function importedName(file: PythonFile, node: PythonNode): FullName | undefined {
  const { names, seen } = importsOf(moduleAt(file, node.start) ?? file, file);
  const source = sourceOf(file, node);
  const before = seen.get(source);
  if (before !== undefined) return before;
  const path = importedPath(file, names, node);
  if (path === undefined) return undefined;
  const name: FullName = { path, from: 'imported' };
  seen.set(source, name);
  return name;
}

function importedPath(file: PythonFile, names: Imports['names'], node: PythonNode): string | undefined {
  if (node.type !== 'attribute') return names.get(identifierName(file, node) ?? '');
  const object = childIn(node, 'object');
  const attribute = childIn(node, 'attribute');
  const before = object && importedPath(file, names, object);
  return before && attribute && `${before}.${nameOf(file, attribute)}`;
}

/** `Column = sa.Column` makes `Column` another word for it. */
function nameInFile(
  file: PythonFile,
  { name, scope }: { readonly name: string; readonly scope: Scope },
  steps: number,
): FullName {
  const [binding, ...more] = bindingsOf(name, scope);
  if (binding === undefined) return { path: name, from: 'free' };
  const isAnotherWord = binding.kind === 'value' && more.length === 0 && steps < MOST_STEPS;
  return (isAnotherWord ? fullName(file, binding, steps + 1) : undefined) ?? { path: name, from: 'own' };
}

interface Imports {
  /** Everything that is imported anywhere in the file, by what it is called here. */
  readonly names: ReadonlyMap<string, string>;
  /** What begins with one of those, by its text. */
  readonly seen: Map<string, FullName>;
}

const known = new WeakMap<PythonNode, Imports>();

/** Of the file, or of a module that it imports. */
function importsOf({ root }: Pick<PythonFile, 'root'>, { text }: PythonFile): Imports {
  const before = known.get(root);
  if (before !== undefined) return before;
  const imports: Imports = { names: importedNames({ text, root }), seen: new Map() };
  known.set(root, imports);
  return imports;
}

function importedNames(file: PythonFile): ReadonlyMap<string, string> {
  const imports = new Map<string, string>();
  for (const node of importStatements(file)) {
    for (const child of node.children) {
      if (child.field === 'name') addImport(file, imports, { module: childIn(node, 'module_name'), child });
    }
  }
  return imports;
}

function addImport(
  file: PythonFile,
  imports: Map<string, string>,
  { module, child }: { readonly module: PythonNode | undefined; readonly child: PythonNode },
): void {
  const path = nameOf(file, childIn(child, 'name') ?? child);
  const alias = identifierName(file, childIn(child, 'alias'));
  const prefix = module === undefined ? '' : `${sourceOf(file, module)}.`;
  // `import a.b` makes `a` known.
  const bare = module === undefined ? path.replace(/\..*$/, '') : path;
  imports.set(alias ?? bare, alias === undefined ? `${prefix}${bare}` : `${prefix}${path}`);
}
