import { at, breaks, mildest, unclear, type ApiChange, type ApiPlace } from './python-api-change.ts';
import type { ApiDefinition, ApiFunction, ApiMember, ApiValue } from '../surface/python-api-model.ts';
import { classDifference } from './python-class-difference.ts';
import { functionDifference } from './python-function-difference.ts';
import type { Names } from '../surface/python-names-joined.ts';
import { isSameHome, typeDifference, typesInWords } from './python-type-difference.ts';
import type { ModulePair } from './module-pair.ts';

/** What a name stood for, against what it stands for now. */
export function memberDifference(
  names: { readonly before: Names; readonly after: Names },
  place: ApiPlace,
  { before, after }: { readonly before: ApiMember; readonly after: ApiMember },
): readonly ApiChange[] {
  const pair: ModulePair = {
    ...names,
    compare: (inner, old, now) => memberDifference(names, inner, { before: old, after: now }),
  };
  const compared = (old: ApiDefinition, now: ApiDefinition) =>
    definitionDifference(pair, at(place, now), { old, now });
  // Whatever it could be it must still be able to be, and whatever it can be now must do.
  const kept = before.definitions.map((old) => mildest(after.definitions.map((now) => compared(old, now))));
  const done = after.definitions.map((now) => mildest(before.definitions.map((old) => compared(old, now))));
  const [definition] = after.definitions;
  const isLost = before.isCertain && !after.isCertain && definition !== undefined;
  return [
    ...(isLost ? [breaks(at(place, definition), 'conditional', 'exists only under a condition now')] : []),
    ...distinct([...kept, ...done].flat()),
  ];
}

function distinct(changes: readonly ApiChange[]): readonly ApiChange[] {
  return [
    ...new Map(changes.map((change) => [`${change.name} ${change.start} ${change.text}`, change])).values(),
  ];
}

interface DefinitionPair {
  readonly old: ApiDefinition;
  readonly now: ApiDefinition;
}

function definitionDifference(
  pair: ModulePair,
  place: ApiPlace,
  { old, now }: DefinitionPair,
): readonly ApiChange[] {
  if ([old, now].some(({ kind }) => kind === 'import')) return importDifference(place, old, now);
  if (old.kind === 'function' && now.kind === 'function') return functionDifference(place, old, now);
  if (old.kind === 'class' && now.kind === 'class') return classDifference(pair, place, { old, now });
  if (old.kind === 'value' && now.kind === 'value') return valueDifference(place, old, now);
  return isRead(old) && isRead(now)
    ? attributeDifference(place, old, now)
    : kindDifference(place, { old, now });
}

function kindDifference(place: ApiPlace, { old, now }: DefinitionPair): readonly ApiChange[] {
  const text = `is a ${now.kind} now and no longer a ${old.kind}`;
  // The result of a call may be a function or a class as well.
  const isOpen = [old, now].some((one) => one.kind === 'value' && one.isOpaque && one.alias === undefined);
  return [isOpen ? unclear(place, 'kind-changed', text) : breaks(place, 'kind-changed', text)];
}

function importDifference(place: ApiPlace, old: ApiDefinition, now: ApiDefinition): readonly ApiChange[] {
  const isBoth = old.kind === 'import' && now.kind === 'import';
  if (isBoth && isSameHome(old.source, now.source)) return [];
  const comesFrom = now.kind === 'import' ? `comes from ${now.source} now` : 'is defined here now';
  const cameFrom = old.kind === 'import' ? `came from ${old.source}` : `was a ${old.kind} of this module`;
  return [unclear(place, 'elsewhere', `${comesFrom} and ${cameFrom}`)];
}

function valueDifference(place: ApiPlace, old: ApiValue, now: ApiValue): readonly ApiChange[] {
  if (old.recipe !== undefined && now.recipe !== undefined && old.recipe !== now.recipe)
    return [unclear(place, 'value-retyped', 'is a class that is made of other parts now')];
  const [was, is] = [old.alias ?? old.annotation, now.alias ?? now.annotation];
  if (was === undefined || is === undefined) return [];
  return typeChange(place, { was, is, direction: 'both' });
}

/** Read without a call: a plain attribute and a property are the same to those who read it. */
function isRead(definition: ApiDefinition): definition is ApiValue | ApiFunction {
  return definition.kind === 'value' || (definition.kind === 'function' && definition.form === 'property');
}

function attributeDifference(
  place: ApiPlace,
  old: ApiValue | ApiFunction,
  now: ApiValue | ApiFunction,
): readonly ApiChange[] {
  const [was, is] = [old, now].map((one) => (one.kind === 'value' ? one.annotation : one.signature.returns));
  const isStuck = old.kind === 'value' && now.kind === 'function' && !now.isSettable;
  return [
    ...(isStuck ? [breaks(place, 'not-settable', 'can no longer be set')] : []),
    ...(was && is ? typeChange(place, { was, is, direction: 'given' }) : []),
  ];
}

function typeChange(
  place: ApiPlace,
  { was, is, direction }: { readonly was: Type; readonly is: Type; readonly direction: 'both' | 'given' },
): readonly ApiChange[] {
  const difference = typeDifference(was, is, direction);
  if (difference === 'fits') return [];
  if (difference === 'differs') return [breaks(place, 'value-retyped', `is ${typesInWords(was, is)}`)];
  return [unclear(place, 'value-retyped', `is a ${is.text} that is imported from another module now`)];
}

type Type = NonNullable<ApiValue['annotation']>;
