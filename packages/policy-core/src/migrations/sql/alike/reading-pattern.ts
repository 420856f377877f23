import type { Gap } from './statement-shapes.ts';

/** What was read of a statement, with gaps where its names and places stood. */
export type Pattern =
  /** The same for all. */
  | { readonly kind: 'same'; readonly value: unknown }
  /** Texts, and between them names by their number. */
  | { readonly kind: 'text'; readonly pieces: readonly (string | number)[] }
  /** An offset: characters of the key, and the gaps before it. */
  | { readonly kind: 'place'; readonly fixed: number; readonly gaps: number }
  | { readonly kind: 'list'; readonly items: readonly Pattern[] }
  /** `base` holds what is the same for all, in the order of the keys. */
  | {
      readonly kind: 'fields';
      readonly base: Fields;
      readonly changing: readonly (readonly [key: string, pattern: Pattern])[];
    };

type Fields = Readonly<Record<string, unknown>>;

/** A statement that was read, with the offset at which it begins. */
export interface Written {
  readonly start: number;
  readonly names: readonly string[];
  readonly gaps: readonly Gap[];
}

/**
 * The pattern of what was read of one statement, whose names stand in no other text. `undefined` where an offset does
 * not stand at the edge of a gap, or between them.
 */
export function patternOf(value: unknown, written: Written): Pattern | undefined {
  const words = written.names.length === 0 ? undefined : new RegExp(`(${written.names.join('|')})`);
  return patternIn(value, {
    ...written,
    words,
    numbers: new Map(written.names.map((name, index) => [name, index])),
  });
}

interface Reading extends Written {
  readonly words: RegExp | undefined;
  readonly numbers: ReadonlyMap<string, number>;
}

function patternIn(value: unknown, reading: Reading): Pattern | undefined {
  if (typeof value === 'string') return patternOfText(value, reading);
  if (Array.isArray(value)) return patternOfList(value, reading);
  if (isFields(value)) return patternOfFields(value, reading);
  return { kind: 'same', value };
}

function patternOfText(text: string, { words, numbers }: Reading): Pattern {
  const parts = words === undefined ? [text] : text.split(words);
  if (parts.length === 1) return { kind: 'same', value: text };
  const pieces = parts.filter((part) => part !== '').map((part) => numbers.get(part) ?? part);
  return { kind: 'text', pieces };
}

function patternOfList(list: readonly unknown[], reading: Reading): Pattern | undefined {
  const items: Pattern[] = [];
  for (const item of list) {
    const pattern = patternIn(item, reading);
    if (pattern === undefined) return undefined;
    items.push(pattern);
  }
  return { kind: 'list', items };
}

function patternOfFields(fields: Fields, reading: Reading): Pattern | undefined {
  const changing: (readonly [string, Pattern])[] = [];
  for (const [key, value] of Object.entries(fields)) {
    const pattern = PLACES.has(key) ? patternOfPlace(value, reading) : patternIn(value, reading);
    if (pattern === undefined) return undefined;
    if (pattern.kind !== 'same') changing.push([key, pattern]);
  }
  // An object of nothing but words may be the same for all, as it is where it comes from a store.
  const isSame = changing.length === 0 && Object.values(fields).every((value) => !isObject(value));
  return isSame ? { kind: 'same', value: fields } : { kind: 'fields', base: fields, changing };
}

const PLACES: ReadonlySet<string> = new Set(['start', 'end']);

function patternOfPlace(value: unknown, { start, gaps }: Reading): Pattern | undefined {
  if (typeof value !== 'number') return undefined;
  const place = value - start;
  let hidden = 0;
  let before = 0;
  for (const { at, length } of gaps) {
    if (at >= place) break;
    if (at + length > place) return undefined;
    hidden += length;
    before += 1;
  }
  return { kind: 'place', fixed: place - hidden, gaps: before };
}

/** What would have been read of another statement of the same shape. */
export function filled(pattern: Pattern, { start, names, gaps }: Written): unknown {
  const hidden = [start];
  for (const { length } of gaps) hidden.push((hidden.at(-1) ?? start) + length);
  return fill(pattern, { names, hidden });
}

interface Filling {
  readonly names: readonly string[];
  /** The start of the statement and the length of the gaps, by how many gaps lie before. */
  readonly hidden: readonly number[];
}

function fill(pattern: Pattern, filling: Filling): unknown {
  switch (pattern.kind) {
    case 'same':
      return pattern.value;
    case 'text':
      return textOf(pattern.pieces, filling);
    case 'place':
      return pattern.fixed + (filling.hidden[pattern.gaps] ?? Number.NaN);
    case 'list':
      return pattern.items.map((item) => fill(item, filling));
    case 'fields': {
      const fields: Record<string, unknown> = { ...pattern.base };
      for (const [key, inner] of pattern.changing) fields[key] = fill(inner, filling);
      return fields;
    }
  }
}

function textOf(pieces: readonly (string | number)[], { names }: Filling): string {
  let text = '';
  for (const piece of pieces) text += typeof piece === 'string' ? piece : (names[piece] ?? '');
  return text;
}

/** Whether two patterns give the same for every statement. */
export function arePatternsEqual(one: Pattern, other: Pattern): boolean {
  return JSON.stringify(one, told) === JSON.stringify(other, told);
}

/** Of fields, what changes is told by itself; what is left out is not what is `undefined`. */
function told(key: string, value: unknown): unknown {
  if (value === undefined) return { isUndefined: true };
  if (!isFields(value) || value['kind'] !== 'fields' || !isFields(value['base'])) return value;
  const changing = value['changing'];
  const changed = new Set(Array.isArray(changing) ? changing.map(([name]) => name) : []);
  const same = Object.entries(value['base']).map(([name, inner]) => [name, changed.has(name) ? null : inner]);
  return { key, same, changing };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
