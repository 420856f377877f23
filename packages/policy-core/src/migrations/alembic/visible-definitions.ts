import type { PythonNode } from '../../parsers/parsers.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import type { ClassDefinition } from './definitions.ts';
import { lexicalScopes } from './frames.ts';
import type { InterpreterState } from './interpreter-state.ts';

/**
 * The functions that a name can mean where it is used: those of the nearest scope that defines any, and none where
 * a scope further in gives the name a value.
 */
export function functionsNamed(
  { file, definitions }: InterpreterState,
  name: string,
  scope: Scope,
): readonly PythonNode[] {
  const named = (definitions.functions.get(name) ?? []).slice(-MOST_LOOKED_AT);
  if (named.length === 0) return named;
  const around = lexicalScopes(scope);
  const given = around.findIndex(({ names }) => names.get(name)?.some(({ kind }) => kind !== 'opaque'));
  const visible = given < 0 ? around : around.slice(0, given + 1);
  return nearest(named, visible, (node) => file.scopes.functions.get(node)?.parent);
}

/** The last one, where several have the name. */
export function classNamed(
  { file, definitions }: InterpreterState,
  name: string,
  scope: Scope,
): ClassDefinition | undefined {
  const named = (definitions.classes.get(name) ?? []).slice(-MOST_LOOKED_AT);
  if (named.length === 0) return undefined;
  const { module, functions } = file.scopes;
  return nearest(named, lexicalScopes(scope), ({ within }) =>
    within === undefined ? module : functions.get(within),
  ).at(-1);
}

/** Of the same name, wherever they stand. */
const MOST_LOOKED_AT = 256;
/** Names that are defined more often are told by the other definitions on their own. */
const MOST_MEANINGS = 16;

function nearest<Definition>(
  named: readonly Definition[],
  around: readonly Scope[],
  scopeOf: (definition: Definition) => Scope | undefined,
): readonly Definition[] {
  for (const scope of around) {
    const found = named.filter((definition) => scopeOf(definition) === scope);
    if (found.length > 0) return found.slice(-MOST_MEANINGS);
  }
  return [];
}
