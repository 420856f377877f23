import { skeletonOf, type Skeleton, type TextPart } from '../../parsers/python/text.ts';
import type { TextRange } from '../../model/text-range.ts';
import { templateHoles, type Hole } from './template-holes.ts';

/** A script that a tool completes before it runs: names stand for what only the tool knows. */
export interface SqlTemplate {
  readonly skeleton: Skeleton;
  /** The file's offsets for a stretch of the skeleton's text. */
  readonly place: (start: number, end: number) => TextRange;
  /** What only runs under a condition, or more than once, in offsets of the file. */
  readonly conditional: readonly TextRange[];
}

/**
 * `{{ .Schema }}` of Go, `${schema}` of Flyway, `:name`, `:'name'` and `:"name"` of psql. `undefined` for a script that
 * has none of them, so that it says what it does.
 */
export function templateOf(text: string): SqlTemplate | undefined {
  const holes = templateHoles(text);
  if (holes.length === 0) return undefined;
  const skeleton = skeletonOf(partsOf(text, holes));
  return { skeleton, place: placer(skeleton), conditional: conditionalIn(text, holes) };
}

function partsOf(text: string, holes: readonly Hole[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  let covered = 0;
  for (const hole of holes) {
    for (const one of [...verbatim(text, covered, hole.start), ...partsInstead(text, hole)]) parts.push(one);
    covered = hole.end;
  }
  return [...parts, ...verbatim(text, covered, text.length)];
}

function verbatim(text: string, start: number, end: number): readonly TextPart[] {
  if (end <= start) return [];
  return [{ kind: 'known', text: text.slice(start, end), start, end, verbatim: true }];
}

/** A condition becomes space, so that what it surrounds is read. */
function partsInstead(text: string, { start, end, role, quote }: Hole): readonly TextPart[] {
  const written = (instead: string): readonly TextPart[] =>
    instead === '' ? [] : [{ kind: 'known', text: instead, start, end, verbatim: false }];
  if (role !== 'value') return written(' ');
  return [
    ...written(quote),
    { kind: 'unknown', source: text.slice(start, end), start, end },
    ...written(quote),
  ];
}

function conditionalIn(text: string, holes: readonly Hole[]): readonly TextRange[] {
  const found: TextRange[] = [];
  const open: number[] = [];
  for (const { role, start, end } of holes) {
    if (role === 'opens') open.push(start);
    const opened = role === 'closes' ? open.pop() : undefined;
    if (opened !== undefined && open.length === 0) found.push({ start: opened, end });
  }
  const [first] = open;
  return first === undefined ? found : [...found, { start: first, end: text.length }];
}

/** Parts follow one another in both texts, so that the one around an offset is found by halving. */
function placer({ text, parts }: Skeleton): SqlTemplate['place'] {
  const starts: number[] = [];
  let length = 0;
  for (const [index, part] of parts.entries()) {
    starts.push(length);
    length += part.kind === 'known' ? part.text.length : `_lk${index}_`.length;
  }
  const at = (offset: number, edge: 'start' | 'end'): number => {
    const index = lastAtOrBefore(starts, edge === 'end' ? offset - 1 : offset);
    const part = parts[index];
    if (part === undefined) return 0;
    return part.kind === 'known' && part.verbatim ? part.start + offset - (starts[index] ?? 0) : part[edge];
  };
  return (start, end) => {
    const from = at(Math.min(start, text.length), 'start');
    const to = start === end ? from : at(Math.min(end, text.length), 'end');
    return { start: from, end: Math.max(from, to) };
  };
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
