import type { PythonNode } from '../../parsers/parsers.ts';
import {
  allNodes,
  childIn,
  identifierName,
  nameOf,
  sourceOf,
  type PythonFile,
} from '../../parsers/python/nodes.ts';

/** One name that an import statement binds. */
export interface ImportedName {
  /** The name in this module. */
  readonly name: string;
  /** Where it comes from, such as `app.models.User` or `.models.User`. */
  readonly source: string;
  /** `from x import y as y`: written twice to say that others may import it from here. */
  readonly isRepeated: boolean;
  readonly node: PythonNode;
}

/** Nothing for a star import. */
export function namesImportedBy(file: PythonFile, statement: PythonNode): readonly ImportedName[] {
  const module = childIn(statement, 'module_name');
  const prefix = module === undefined ? '' : dotted(file, module);
  return statement.children.flatMap((node) => {
    if (node.field !== 'name') return [];
    const imported = childIn(node, 'name') ?? node;
    const alias = childIn(node, 'alias');
    const path = dotted(file, imported);
    // `import os.path` binds `os`.
    const source = module === undefined && alias === undefined ? (path.split('.')[0] ?? path) : path;
    const name = alias === undefined ? source : nameOf(file, alias);
    return [{ name, source: joined(prefix, source), isRepeated: alias !== undefined && name === path, node }];
  });
}

/** What every imported name of the file stands for, wherever it is imported. */
export function importsOf(file: PythonFile): ReadonlyMap<string, string> {
  const imports = new Map<string, string>();
  for (const node of allNodes(file.root)) {
    if (!IMPORTS.has(node.type)) continue;
    for (const { name, source } of namesImportedBy(file, node)) imports.set(name, source);
  }
  return imports;
}

/** `m.User` is `app.models.User` after `import app.models as m`; `undefined` for anything but dotted names. */
export function qualifiedName(
  file: PythonFile,
  imports: ReadonlyMap<string, string>,
  node: PythonNode | undefined,
): string | undefined {
  const name = identifierName(file, node);
  if (name !== undefined) return imports.get(name) ?? name;
  const attribute = childIn(node, 'attribute');
  if (node?.type !== 'attribute' || attribute === undefined) return undefined;
  const object = qualifiedName(file, imports, childIn(node, 'object'));
  return object === undefined ? undefined : `${object}.${nameOf(file, attribute)}`;
}

export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

const IMPORTS = new Set(['import_statement', 'import_from_statement']);

function dotted(file: PythonFile, node: PythonNode): string {
  return sourceOf(file, node).replace(/\s+/g, '').normalize('NFKC');
}

function joined(module: string, name: string): string {
  return module === '' || module.endsWith('.') ? `${module}${name}` : `${module}.${name}`;
}
