import type { PythonNode } from '../../parsers/parsers.ts';
import { readText } from '../../parsers/python/literals.ts';
import type { TextPart } from '../../parsers/python/text.ts';
import { newBudget } from '../../parsers/python/values.ts';
import { addUnclear, perhaps, type Place, type InterpreterState } from './interpreter-state.ts';

/** `globals()["upgrade_" + name]()`: every function whose name can come out of that may run. */
export function followPicked(
  state: InterpreterState,
  { call, key }: { readonly call: PythonNode; readonly key: PythonNode },
  place: Place,
): void {
  const parts = readText(state.file, { node: key, scope: place.scope }, newBudget());
  const functions = state.budget.left > 0 ? functionsLike(state, parts) : [];
  if (functions.length === 0) {
    return addUnclear(state, place, {
      at: call,
      problem: 'which function it picks by its name is not known',
    });
  }
  state.budget.left -= functions.length;
  const isCertain = functions.length === 1 && parts.every(({ kind }) => kind === 'known');
  for (const definition of functions) {
    state.enter({ definition, call, isBound: false }, isCertain ? place : perhaps(place));
  }
}

/** What is known of the name is how it begins, and how it ends. */
function functionsLike({ definitions }: InterpreterState, parts: readonly TextPart[]): readonly PythonNode[] {
  if (parts.every(({ kind }) => kind === 'known')) return definitions.functions.get(knownText(parts)) ?? [];
  const beginning = knownText(parts.slice(0, parts.findIndex(isUnknown)));
  const ending = knownText(parts.slice(parts.findLastIndex(isUnknown) + 1));
  if (beginning === '' && ending === '') return [];
  return [...definitions.functions].flatMap(([name, functions]) =>
    name.startsWith(beginning) && name.endsWith(ending) ? functions : [],
  );
}

function isUnknown({ kind }: TextPart): boolean {
  return kind === 'unknown';
}

function knownText(parts: readonly TextPart[]): string {
  return parts.map((part) => (part.kind === 'known' ? part.text : '')).join('');
}
