import type { PythonNode } from '../parsers.ts';
import { childIn, sourceOf, type PythonFile } from './nodes.ts';

/**
 * What statements import, name by name and sorted. Names that nothing uses are left out where their modules
 * are known to do nothing when they are imported.
 *
 * @param used Code in which a name that is used stands as a word.
 */
export function canonicalImports(file: PythonFile, nodes: readonly PythonNode[], used: string): string {
  const words = new Set(used.split(' '));
  const imported = nodes
    .flatMap((node) => namesIn(file, node))
    .filter(({ module, name }) => words.has(name) || !QUIET.test(module));
  return [...new Set(imported.map(({ module, what, name }) => `${module} ${what} ${name}`))]
    .toSorted()
    .join(', ');
}

const QUIET = /^(?:alembic|sqlalchemy|typing|typing_extensions|collections|__future__)(?:\.|$)/;

interface ImportedName {
  readonly module: string;
  /** What is taken from it; empty for the module itself. */
  readonly what: string;
  /** Under which name. */
  readonly name: string;
}

function namesIn(file: PythonFile, node: PythonNode): readonly ImportedName[] {
  const from = childIn(node, 'module_name');
  const isFuture = node.type === 'future_import_statement';
  const module = isFuture ? '__future__' : from && plain(file, from);
  const names = node.children.filter(({ field }) => field === 'name');
  if (module === undefined) {
    return names.map((name) => {
      const { what, as } = taken(file, name);
      return { module: what, what: '', name: as ?? what.split('.')[0] ?? what };
    });
  }
  if (names.length === 0) return [{ module, what: '*', name: '*' }];
  return names.map((name) => {
    const { what, as } = taken(file, name);
    return { module, what, name: as ?? what };
  });
}

function taken(
  file: PythonFile,
  node: PythonNode,
): { readonly what: string; readonly as: string | undefined } {
  const alias = childIn(node, 'alias');
  const name = node.type === 'aliased_import' ? childIn(node, 'name') : node;
  return { what: plain(file, name ?? node), as: alias && plain(file, alias) };
}

function plain(file: PythonFile, node: PythonNode): string {
  return sourceOf(file, node).replace(/\s+/g, '');
}
