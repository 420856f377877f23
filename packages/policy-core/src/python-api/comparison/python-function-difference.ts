import { breaks, mildest, unclear, type ApiChange, type ApiPlace } from './python-api-change.ts';
import type { ApiFunction, ApiSignature } from '../surface/python-api-model.ts';
import { parameterDifference } from './python-parameter-difference.ts';
import { typeDifference, typesInWords } from './python-type-difference.ts';

export function functionDifference(
  place: ApiPlace,
  before: ApiFunction,
  after: ApiFunction,
): readonly ApiChange[] {
  if (!isSameForm(before.form, after.form))
    return [breaks(place, 'form-changed', `is a ${after.form} now and no longer a ${before.form}`)];
  return [
    ...callDifference(place, before, after),
    ...wrapperDifference(place, before.wrappers, after.wrappers),
    ...mildestSignature(place, before, after),
  ];
}

/** Decorators of which nothing is known may have changed everything. */
export function wrapperDifference(
  place: ApiPlace,
  before: readonly string[],
  after: readonly string[],
): readonly ApiChange[] {
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  return [
    ...added.map((name) =>
      unclear(place, 'wrapped', `has the new decorator ${name}, which may change how it is called`),
    ),
    ...removed.map((name) =>
      unclear(place, 'wrapped', `lost the decorator ${name}, which may change how it is called`),
    ),
  ];
}

function signatureDifference(
  place: ApiPlace,
  before: ApiSignature,
  after: ApiSignature,
): readonly ApiChange[] {
  return [...parameterDifference(place, before, after), ...returnDifference(place, before, after)];
}

/** On an object all three are called alike; on the class itself a method is not. */
function isSameForm(before: ApiFunction['form'], after: ApiFunction['form']): boolean {
  const onClass = new Set(['static method', 'class method']);
  return before === after || (onClass.has(after) && (before === 'method' || onClass.has(before)));
}

function callDifference(place: ApiPlace, before: ApiFunction, after: ApiFunction): readonly ApiChange[] {
  const changes: ApiChange[] = [];
  if (before.isContextManager !== after.isContextManager) {
    const now = after.isContextManager ? 'is a context manager now' : 'is no longer a context manager';
    changes.push(breaks(place, 'form-changed', now));
  }
  if (before.isAsync !== after.isAsync) {
    const now = after.isAsync ? 'is async now, so every caller has to await it' : 'is no longer async';
    changes.push(breaks(place, 'async-changed', now));
  }
  if (after.isAbstract && !before.isAbstract)
    changes.push(breaks(place, 'became-abstract', 'is abstract now, so every subclass has to define it'));
  if (before.isSettable && !after.isSettable)
    changes.push(breaks(place, 'not-settable', 'can no longer be set'));
  return changes;
}

/** Each overload that was promised must still be there; without overloads the function itself is the promise. */
function mildestSignature(place: ApiPlace, before: ApiFunction, after: ApiFunction): readonly ApiChange[] {
  const promised = before.overloads.length > 0 ? before.overloads : [before.signature];
  return promised.flatMap((old) =>
    mildest([after.signature, ...after.overloads].map((now) => signatureDifference(place, old, now))),
  );
}

function returnDifference(place: ApiPlace, before: ApiSignature, after: ApiSignature): readonly ApiChange[] {
  if (before.returns === undefined) return [];
  const was = before.returns.text;
  if (after.returns === undefined)
    return [breaks(place, 'return-retyped', `no longer says that it returns ${was}`)];
  const difference = typeDifference(before.returns, after.returns, 'given');
  const now = after.returns.text;
  if (difference === 'differs')
    return [breaks(place, 'return-retyped', `returns ${typesInWords(before.returns, after.returns)}`)];
  if (difference === 'fits') return [];
  return [unclear(place, 'return-retyped', `returns a ${now} that is imported from another module now`)];
}
