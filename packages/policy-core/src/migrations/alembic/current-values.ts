import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf, type Binding, type Scope } from '../../parsers/python/bindings.ts';
import { childIn, identifierName, type PythonFile } from '../../parsers/python/nodes.ts';
import type { PythonValue } from '../../parsers/python/values.ts';
import { scopeWith } from './frames.ts';

/**
 * What names hold at one statement of a block: `query` has its first text where it is executed first, and its
 * second one where it is executed again. Names that are not here can hold whatever the scope says.
 */
export interface CurrentValues {
  readonly base: Scope;
  readonly values: ReadonlyMap<string, PythonValue>;
}

export function noValuesYet(base: Scope): CurrentValues {
  return { base, values: new Map() };
}

export function scopeNow({ base, values }: CurrentValues): Scope {
  return values.size === 0 ? base : scopeWith(base, values);
}

/** A statement that may set a name somewhere inside, a loop for instance, sets it at an unknown time. */
export function beforeStatement(current: CurrentValues, statement: PythonNode): CurrentValues {
  if (current.values.size === 0) return current;
  const kept = [...current.values].filter(
    ([name]) => !bindingsOf(name, current.base).some((binding) => isSetIn(statement, binding)),
  );
  return kept.length === current.values.size ? current : { base: current.base, values: new Map(kept) };
}

export function afterStatement(
  file: PythonFile,
  current: CurrentValues,
  statement: PythonNode,
): CurrentValues {
  const set = plainAssignment(file, statement);
  if (set === undefined) return current;
  const bindings = bindingsOf(set.name, current.base);
  // With one value there is nothing to tell apart, and what is shared or deleted somewhere is not followed.
  if (bindings.length < 2 || bindings.some(({ kind }) => kind === 'opaque')) return current;
  const value = { node: set.value, scope: scopeNow(current) };
  return { base: current.base, values: new Map(current.values).set(set.name, value) };
}

function isSetIn({ start, end }: PythonNode, binding: Binding): boolean {
  if (binding.kind === 'parameter' || binding.kind === 'opaque') return false;
  const { node } = binding.kind === 'value' ? binding : { node: binding.iterable };
  return start <= node.start && node.end <= end;
}

/** `name = value`, alone in its statement. */
function plainAssignment(
  file: PythonFile,
  statement: PythonNode,
): { readonly name: string; readonly value: PythonNode } | undefined {
  const [assignment, ...more] = statement.children;
  if (statement.type !== 'expression_statement' || assignment?.type !== 'assignment' || more.length > 0)
    return undefined;
  const name = identifierName(file, childIn(assignment, 'left'));
  const value = childIn(assignment, 'right');
  if (name === undefined || value === undefined || value.type === 'assignment') return undefined;
  return { name, value };
}
