import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { LineEntry, Located, RequirementsLine } from './requirements-document.ts';

export interface LinePart extends TextRange {
  readonly kind: LinePartKind;
}

export type LinePartKind =
  | 'name'
  /** With its brackets. */
  | 'extras'
  /** An operator and its version. */
  | 'clause'
  | 'url'
  | 'path'
  | 'marker'
  /** With its value, unless that is a `url`, a `path` or an `include`. */
  | 'option'
  | 'include'
  | 'hash'
  | 'comment'
  /** What pip reads over. */
  | 'ignored'
  /** `;`, `@`, `,` and parentheses between the parts; blanks lie within. */
  | 'punctuation'
  /** What pip refuses, and everything on that line that has no other name. */
  | 'invalid';

/** A line in parts, one behind the other and without gaps, and its comments. Continuations are not cut out. */
export function lineParts(line: RequirementsLine): readonly LinePart[] {
  const { entry, options, hashes, passedOver, range, comments } = line;
  const rest = entry.kind === 'invalid' ? 'invalid' : 'punctuation';
  const parts: readonly LinePart[] = [
    part(rest, range),
    ...entryParts(entry),
    ...options.map((option) => part('option', option.range)),
    ...hashes.map((hash) => part('hash', hash.range)),
    ...passedOver
      .filter(({ what }) => what === 'words' || what === 'marker')
      .map((passed) => part('ignored', passed.range)),
  ];
  return [...flattened(parts), ...comments.map((comment) => part('comment', comment))];
}

function entryParts(entry: LineEntry): readonly LinePart[] {
  switch (entry.kind) {
    case 'requirement':
      return requirementParts(entry.requirement);
    case 'address':
      return locatedParts('url', entry);
    case 'path':
      return locatedParts('path', entry);
    case 'editable':
      return locatedParts(entry.isAddress ? 'url' : 'path', entry);
    case 'include':
    case 'invalid':
      return [part(entry.kind, entry.range)];
    case 'options':
      return [];
  }
}

function locatedParts(kind: LinePartKind, { range, marker }: Located): readonly LinePart[] {
  return [part(kind, range), ...optional('marker', marker?.range)];
}

function requirementParts(requirement: ProjectRequirement): readonly LinePart[] {
  const { nameRange, extrasRange, clauses, url, marker } = requirement;
  return [
    part('name', nameRange),
    ...optional('extras', extrasRange),
    ...clauses.map((clause) => part('clause', clause.range)),
    ...optional('url', url?.range),
    ...optional('marker', marker?.range),
  ];
}

function optional(kind: LinePartKind, range: TextRange | undefined): readonly LinePart[] {
  return range === undefined ? [] : [part(kind, range)];
}

function part(kind: LinePartKind, { start, end }: TextRange): LinePart {
  return { kind, start, end };
}

/** Parts lie beside or within each other; the inner one counts. */
function flattened(parts: readonly LinePart[]): readonly LinePart[] {
  const flat: LinePart[] = [];
  const open: LinePart[] = [];
  let at = parts[0]?.start ?? 0;
  const paintTo = (end: number, kind: LinePartKind) => {
    if (end > at) flat.push({ kind, start: at, end });
    at = Math.max(at, end);
  };
  const closeBefore = (start: number) => {
    for (let top = open.at(-1); top !== undefined && top.end <= start; top = open.at(-1)) {
      paintTo(top.end, top.kind);
      open.pop();
    }
  };
  for (const next of parts.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    closeBefore(next.start);
    const around = open.at(-1);
    if (around !== undefined) paintTo(next.start, around.kind);
    open.push(next);
  }
  closeBefore(Number.POSITIVE_INFINITY);
  return flat;
}
