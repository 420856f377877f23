import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf, type Scope } from '../../parsers/python/bindings.ts';
import { childIn, identifierName } from '../../parsers/python/nodes.ts';
import type { TracedFile } from '../../parsers/python/values.ts';

/** The function of the file that a name calls: the only one of that name, which nothing decorates, hides or replaces. */
export function ownFunction(
  file: TracedFile,
  { node, scope }: { readonly node: PythonNode; readonly scope: Scope },
): PythonNode | undefined {
  const name = identifierName(file, node);
  if (name === undefined || file.uses.untraceable.has(name)) return undefined;
  const bindings = bindingsOf(name, scope);
  if (bindings.length !== 1 || bindings !== file.scopes.module.names.get(name)) return undefined;
  return file.root.children.find(
    (one) => one.type === 'function_definition' && identifierName(file, childIn(one, 'name')) === name,
  );
}
