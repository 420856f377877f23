import { hasPlaceholder, withSources, type Skeleton } from '../../parsers/python/text.ts';
import type { TextRange } from '../../model/text-range.ts';

/** Turns what was read from a skeleton into what the file says. */
export interface Unveiling {
  readonly skeleton: Skeleton;
  /** The file's offsets for a stretch of the skeleton. */
  readonly place: (start: number, end: number) => TextRange;
}

/**
 * The same data with the file's offsets: names that hold an unknown part are not known, and lists of
 * columns that hold one are not either.
 */
export function unveiled<Data>(data: Data, unveiling: Unveiling): Data {
  // Every field keeps its type: names and texts stay what they are, and a list may be undefined wherever it holds texts.
  return unveiledValue(data, unveiling) as Data;
}

function unveiledValue(value: unknown, unveiling: Unveiling): unknown {
  if (typeof value === 'string') return withSources(value, unveiling.skeleton);
  if (Array.isArray(value)) return unveiledList(value, unveiling);
  if (typeof value !== 'object' || value === null) return value;
  return unveiledObject(value, unveiling);
}

function unveiledList(list: readonly unknown[], unveiling: Unveiling): unknown {
  const hidesName = list.some((item) => typeof item === 'string' && hasPlaceholder(item));
  return hidesName ? undefined : list.map((item) => unveiledValue(item, unveiling));
}

function unveiledObject(value: object, unveiling: Unveiling): object {
  const fields = new Map(Object.entries(value).map(([key, field]) => [key, unveiledValue(field, unveiling)]));
  if ('isKnown' in value && hidesText(value)) fields.set('isKnown', false);
  const { start, end } = { start: undefined, end: undefined, ...value };
  if (typeof start === 'number' && typeof end === 'number') {
    for (const [key, offset] of Object.entries(unveiling.place(start, end))) fields.set(key, offset);
  }
  return Object.fromEntries(fields);
}

function hidesText(value: object): boolean {
  return Object.values(value).some((field) => typeof field === 'string' && hasPlaceholder(field));
}
