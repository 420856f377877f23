import type { PythonNode } from '../../parsers/parsers.ts';
import { childIn, identifierName } from '../../parsers/python/nodes.ts';
import { functionsNamed } from './visible-definitions.ts';
import type { Place, InterpreterState } from './interpreter-state.ts';

/** The functions of the file that an argument of a call stands for: `map(drop, names)`, `run(key=lambda: ...)`. */
export function callbackArguments(
  state: InterpreterState,
  argument: PythonNode,
  place: Place,
): readonly PythonNode[] {
  const value = childIn(argument, 'value') ?? argument;
  if (value.type === 'lambda') return [value];
  const name = identifierName(state.file, value);
  if (name === undefined || isEntry(place, name)) return [];
  return functionsNamed(state, name, place.scope);
}

/** `run(upgrade, downgrade)` in the module: Alembic calls them itself. */
function isEntry({ running }: Place, name: string): boolean {
  return running === undefined && (name === 'upgrade' || name === 'downgrade');
}
