import { at, breaks, unclear, type ApiChange, type ApiPlace } from './python-api-change.ts';
import type { ApiParameter, ApiSignature, ParameterKind } from '../surface/python-api-model.ts';
import { pairParameters, type ParameterPairs } from './python-parameter-pairs.ts';
import { typeDifference, typesInWords } from './python-type-difference.ts';

/** What calls that were right before will notice. */
export function parameterDifference(
  place: ApiPlace,
  before: ApiSignature,
  after: ApiSignature,
): readonly ApiChange[] {
  const pairs = pairParameters(before.parameters, after.parameters);
  return [
    ...pairs.removed.map(({ name, kind }) =>
      breaks(place, 'parameter-removed', `no longer takes ${STARS[kind] ?? ''}${name}`),
    ),
    ...pairs.renamed.map(([old, now]) =>
      breaks(at(place, now), 'parameter-renamed', `takes ${old.name} under the name ${now.name} now`),
    ),
    ...pairs.kept.flatMap(([old, now]) => keptDifference(at(place, now), old, now)),
    ...orderDifference(place, pairs),
    ...pairs.kept.flatMap(([old, now]) => promotedDifference(at(place, now), now, { old, pairs })),
    ...pairs.added.flatMap((now) => addedDifference(at(place, now), now, pairs)),
  ];
}

const STARS: Readonly<Partial<Record<ParameterKind, string>>> = {
  'var-positional': '*',
  'var-keyword': '**',
};

function keptDifference(place: ApiPlace, before: ApiParameter, after: ApiParameter): readonly ApiChange[] {
  const { name } = after;
  const way = after.kind === 'keyword-only' ? 'by its name' : 'by its position';
  return [
    ...(isWiderKind(before.kind, after.kind)
      ? []
      : [breaks(place, 'parameter-kind-changed', `takes ${name} only ${way} now`)]),
    ...(isRequiredNow(before, after)
      ? [breaks(place, 'parameter-required', `needs ${name}, which could be left out`)]
      : []),
    ...typeChange(place, before, after),
  ];
}

/** Where FastAPI fills a parameter, nobody relied on its default, which is no value at all. */
function isRequiredNow(before: ApiParameter, after: ApiParameter): boolean {
  const isFilled = before.isInjected && after.isInjected;
  return before.hasDefault && !after.hasDefault && !isFilled;
}

function typeChange(place: ApiPlace, before: ApiParameter, after: ApiParameter): readonly ApiChange[] {
  const [was, is] = [before.annotation, after.annotation];
  const difference = was && is ? typeDifference(was, is, 'taken') : 'fits';
  if (was === undefined || is === undefined || difference === 'fits') return [];
  const { name } = after;
  if (difference === 'differs')
    return [breaks(place, 'parameter-retyped', `takes ${name} as ${typesInWords(was, is, 'as ')}`)];
  return [
    unclear(
      place,
      'parameter-retyped',
      `takes ${name} as a ${is.text} that is imported from another module now`,
    ),
  ];
}

function isWiderKind(before: ParameterKind, after: ParameterKind): boolean {
  return before === after || after === 'positional-or-keyword';
}

/** Arguments are passed by position too: those that stay must keep their order, and nothing may come between. */
function orderDifference(
  place: ApiPlace,
  { kept, renamed, before, after }: ParameterPairs,
): readonly ApiChange[] {
  const stays = [...kept, ...renamed].filter((pair) => pair.every(isPositional));
  const order = (list: readonly ApiParameter[], side: 0 | 1) =>
    list.filter((one) => stays.some((pair) => pair[side] === one));
  const [old, now] = [order(before, 0), order(after, 1)];
  const isMoved = old.some((one, index) => !stays.some((pair) => pair[0] === one && pair[1] === now[index]));
  if (!isMoved) return [];
  const names = (list: readonly ApiParameter[]) => list.map(({ name }) => name).join(', ');
  const first = now[0] ?? place;
  const last = now.at(-1) ?? place;
  return [
    breaks(
      at(place, { start: first.start, end: last.end }),
      'parameter-moved',
      `takes its parameters in another order: ${names(now)} and not ${names(old)}`,
    ),
  ];
}

/** What was passed by its name now takes a position, and with it what was passed for another. */
function promotedDifference(
  place: ApiPlace,
  now: ApiParameter,
  { old, pairs }: { readonly old: ApiParameter; readonly pairs: ParameterPairs },
): readonly ApiChange[] {
  if (old.kind !== 'keyword-only' || now.kind !== 'positional-or-keyword') return [];
  if (!standsInTheWay(now, pairs)) return [];
  const text = `takes ${now.name} by its position before others, so arguments passed by position go to the wrong one`;
  return [breaks(place, 'parameter-moved', text)];
}

/** Arguments that others got by their position come to this one. */
function standsInTheWay(now: ApiParameter, { before, after, kept, renamed }: ParameterPairs): boolean {
  const index = after.indexOf(now);
  const isBeforeOld = [...kept, ...renamed].some(
    ([old, other]) => isPositional(old) && isPositional(other) && after.indexOf(other) > index,
  );
  return isBeforeOld || before.some((one) => one.kind === 'var-positional');
}

function addedDifference(place: ApiPlace, now: ApiParameter, pairs: ParameterPairs): readonly ApiChange[] {
  const { name, kind } = now;
  if (kind.startsWith('var-')) return [];
  if (!now.hasDefault) return [breaks(place, 'parameter-added', `needs the new parameter ${name}`)];
  if (!isPositional(now)) return [];
  const index = pairs.after.indexOf(now);
  // It takes the place of a parameter that is gone, which is told already.
  const isReplacement = pairs.removed.some((one) => isPositional(one) && pairs.before.indexOf(one) === index);
  if (!standsInTheWay(now, pairs) || isReplacement) return [];
  return [
    breaks(
      place,
      'parameter-moved',
      `takes the new parameter ${name} before others, so arguments passed by position go to the wrong one`,
    ),
  ];
}

function isPositional({ kind }: ApiParameter): boolean {
  return kind === 'positional-only' || kind === 'positional-or-keyword';
}
