/** A stretch of a text that Python code puts together, and where in the file it comes from. */
export type TextPart =
  | {
      readonly kind: 'known';
      readonly text: string;
      readonly start: number;
      readonly end: number;
      /** The file has exactly these characters between `start` and `end`. */
      readonly verbatim: boolean;
    }
  | { readonly kind: 'unknown'; readonly source: string; readonly start: number; readonly end: number };

/** A text in which every unknown part is a name, so that it can be read as SQL. */
export interface Skeleton {
  readonly text: string;
  readonly parts: readonly TextPart[];
}

/** Short, because PostgreSQL cuts names off after 63 bytes. */
const PLACEHOLDER = /_lk(\d+)_/g;

export function skeletonOf(parts: readonly TextPart[]): Skeleton {
  return { text: parts.map((part, index) => textOf(part, index)).join(''), parts };
}

/** A text that shows the source of what is unknown: `tmp_{name}`. */
export function withSources(text: string, { parts }: Skeleton): string {
  return text.replace(PLACEHOLDER, (placeholder, index: string) => {
    const part = parts[Number(index)];
    if (part?.kind !== 'unknown') return placeholder;
    return /^[{%$:]/.test(part.source) ? part.source : `{${part.source}}`;
  });
}

export function hasPlaceholder(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0;
}

/** The file's offsets for a stretch of the skeleton; `undefined` when its ends come from unrelated places. */
export function placeInFile(
  { parts }: Skeleton,
  start: number,
  end: number,
): { start: number; end: number } | undefined {
  let covered = 0;
  let from: number | undefined;
  let to: number | undefined;
  for (const [index, part] of parts.entries()) {
    const next = covered + textOf(part, index).length;
    if (from === undefined && start < next) from = edge(part, start - covered, part.start);
    if (end > covered && end <= next) to = edge(part, end - covered, part.end);
    covered = next;
  }
  return from !== undefined && to !== undefined && from < to ? { start: from, end: to } : undefined;
}

function edge(part: TextPart, offset: number, otherwise: number): number {
  return part.kind === 'known' && part.verbatim ? part.start + offset : otherwise;
}

function textOf(part: TextPart, index: number): string {
  return part.kind === 'known' ? part.text : `_lk${index}_`;
}
