import type { PythonNode } from '../parsers.ts';
import { bindingsOf, type Binding, type Scope } from './bindings.ts';
import { childIn, identifierName, nameOf, type PythonFile } from './nodes.ts';

interface Place {
  readonly node: PythonNode;
  readonly scope: Scope;
}

/** All that `tables.NAMES` can hold, where `tables` is a module that is at hand; empty for any other attribute. */
export function membersNamed(file: PythonFile, { node, scope }: Place): readonly Binding[] {
  if (file.modules === undefined || node.type !== 'attribute') return NONE;
  const object = childIn(node, 'object');
  const attribute = childIn(node, 'attribute');
  const module = object && moduleBehind(file, { node: object, scope });
  return (attribute && module?.get(nameOf(file, attribute))) ?? NONE;
}

const NONE: readonly Binding[] = [];

function moduleBehind(
  file: PythonFile,
  { node, scope }: Place,
): ReadonlyMap<string, readonly Binding[]> | undefined {
  const name = identifierName(file, node);
  const [binding, ...more] =
    name === undefined ? membersNamed(file, { node, scope }) : bindingsOf(name, scope);
  const imported = binding?.kind === 'opaque' && more.length === 0 ? binding.imported : undefined;
  return imported?.kind === 'module' ? imported.names : undefined;
}

/** The function of a module that a name, or an attribute, calls. */
export function importedFunction(file: PythonFile, { node, scope }: Place): PythonNode | undefined {
  if (file.modules === undefined) return undefined;
  const name = identifierName(file, node);
  const [binding, ...more] =
    name === undefined ? membersNamed(file, { node, scope }) : bindingsOf(name, scope);
  const imported = binding?.kind === 'opaque' && more.length === 0 ? binding.imported : undefined;
  return imported?.kind === 'function' ? imported.definition : undefined;
}
