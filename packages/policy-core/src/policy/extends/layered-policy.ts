import type { SourceSpan } from '../../model/source-span.ts';
import type { PolicySourceText, Steps } from '../source/policy-text.ts';

/** A text, or a preset, that a policy is made of. */
export interface PolicyLayer {
  readonly value: unknown;
  readonly spanOf: PolicySourceText['spanOf'];
  readonly keySpanOf: PolicySourceText['keySpanOf'];
  /** The name of the preset; left out: it is a file. */
  readonly preset?: string;
}

interface Place {
  readonly layer: PolicyLayer;
  readonly steps: Steps;
}

/** A part of a policy that knows which layer said it. */
export type PolicyPart =
  | { readonly kind: 'written'; readonly value: unknown; readonly at: Place }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, PolicyPart>; readonly at: Place }
  | { readonly kind: 'list'; readonly items: readonly PolicyPart[]; readonly at: Place };

export function partOf(layer: PolicyLayer): PolicyPart {
  return { kind: 'written', value: layer.value, at: { layer, steps: [] } };
}

/**
 * What lies `over` wins: maps merge key by key, lists of sections with an `id` keep those over and add the others of
 * those under, any other list is replaced. Items of what lies over keep their index.
 */
export function mergeParts(over: PolicyPart, under: PolicyPart): PolicyPart {
  const [overItems, underItems] = [itemsOf(over), itemsOf(under)];
  if (overItems !== undefined && underItems !== undefined)
    return mergeLists(over, overItems, underItems) ?? over;
  const [overEntries, underEntries] = [entriesOf(over), entriesOf(under)];
  if (overEntries === undefined || underEntries === undefined) return over;
  const entries = new Map(overEntries);
  for (const [key, part] of underEntries) {
    const above = entries.get(key);
    entries.set(key, above === undefined ? part : mergeParts(above, part));
  }
  return { kind: 'map', entries, at: over.at };
}

function mergeLists(
  over: PolicyPart,
  overItems: readonly PolicyPart[],
  underItems: readonly PolicyPart[],
): PolicyPart | undefined {
  const named = underItems.map((item) => [idOf(item), item] as const);
  if (named.some(([id]) => id === undefined)) return undefined;
  const ids = new Set(overItems.map(idOf));
  const others = named.flatMap(([id, item]) => (ids.has(id) ? [] : [item]));
  return { kind: 'list', items: [...overItems, ...others], at: over.at };
}

function idOf(item: PolicyPart): unknown {
  const id = entriesOf(item)?.get('id');
  return id === undefined ? undefined : valueOf(id);
}

/** Without this key at the top. */
export function withoutKeys(part: PolicyPart, keys: readonly string[]): PolicyPart {
  const entries = entriesOf(part);
  if (entries === undefined) return part;
  return { ...part, kind: 'map', entries: new Map([...entries].filter(([key]) => !keys.includes(key))) };
}

/** A key that says nothing is one that is not there. */
function entriesOf(part: PolicyPart): ReadonlyMap<string, PolicyPart> | undefined {
  if (part.kind !== 'written') return part.kind === 'map' ? part.entries : undefined;
  const { value } = part;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(
    Object.entries(value).flatMap(([key, inner]) =>
      inner === undefined ? [] : [[key, below(part, key, inner)] as const],
    ),
  );
}

function itemsOf(part: PolicyPart): readonly PolicyPart[] | undefined {
  if (part.kind !== 'written') return part.kind === 'list' ? part.items : undefined;
  return Array.isArray(part.value) ? part.value.map((item, index) => below(part, index, item)) : undefined;
}

function below({ at }: PolicyPart, step: string | number, value: unknown): PolicyPart {
  return { kind: 'written', value, at: { layer: at.layer, steps: [...at.steps, step] } };
}

export function valueOf(part: PolicyPart): unknown {
  switch (part.kind) {
    case 'written':
      return part.value;
    case 'list':
      return part.items.map(valueOf);
    case 'map':
      return Object.fromEntries(Array.from(part.entries, ([key, inner]) => [key, valueOf(inner)]));
  }
}

/** The merged policy as one text that knows where each part was written. */
export function layeredText(part: PolicyPart): PolicySourceText {
  const placeOf = (steps: Steps): Place => {
    const { found, rest } = descend(part, steps);
    return { layer: found.at.layer, steps: [...found.at.steps, ...rest] };
  };
  return {
    kind: 'value',
    value: valueOf(part),
    spanOf(steps) {
      const { layer, steps: own } = placeOf(steps);
      return layer.spanOf(own);
    },
    keySpanOf(steps) {
      const { layer, steps: own } = placeOf(steps);
      return layer.keySpanOf(own);
    },
    isFromPreset: (steps) => placeOf(steps).layer.preset !== undefined,
  };
}

interface Found {
  readonly found: PolicyPart;
  readonly rest: Steps;
}

/** The part at these steps, or the last above it that several layers made, or one of them wrote. */
function descend(part: PolicyPart, [step, ...rest]: Steps): Found {
  if (step === undefined || part.kind === 'written')
    return { found: part, rest: step === undefined ? [] : [step, ...rest] };
  const inner = part.kind === 'map' ? part.entries.get(String(step)) : part.items[Number(step)];
  return inner === undefined ? { found: part, rest: [step, ...rest] } : descend(inner, rest);
}

/** Where a key of a policy comes from. */
export interface KeyOrigin {
  /** Such as `protected[0].paths`. */
  readonly key: string;
  /** Where a preset said it, the place that names the preset. */
  readonly at: SourceSpan;
  readonly preset: string | undefined;
}

/** The origin of every key and item at which maps and lists of sections end. */
export function keyOrigins(part: PolicyPart, above = ''): readonly KeyOrigin[] {
  const entries = entriesOf(part);
  if (entries !== undefined)
    return [...entries].flatMap(([key, inner]) => keyOrigins(inner, above === '' ? key : `${above}.${key}`));
  const items = itemsOf(part);
  if (items !== undefined && items.length > 0 && items.every((item) => idOf(item) !== undefined))
    return items.flatMap((item, index) => keyOrigins(item, `${above}[${index}]`));
  const { layer, steps } = part.at;
  return [{ key: above, at: layer.keySpanOf(steps) ?? layer.spanOf(steps), preset: layer.preset }];
}
