import type { Fix, TextEdit } from './fix.ts';
import { lineStarts, type Position } from './source-span.ts';

export interface AppliedFixes {
  /** New text of every file that changed. */
  readonly texts: Readonly<Record<string, string>>;
  readonly applied: readonly Fix[];
  /** Fixes that touch text another fix has changed: run again to get them. */
  readonly postponed: readonly Fix[];
}

/** Applies each fix whole or not at all. Fixes that overlap an earlier one are postponed. */
export function applyFixes(texts: Readonly<Record<string, string>>, fixes: readonly Fix[]): AppliedFixes {
  const applied: Fix[] = [];
  const postponed: Fix[] = [];
  const taken: TextEdit[] = [];
  for (const fix of fixes) {
    const fits = fix.edits.every(
      (edit) => hasPlace(edit, texts) && !taken.some((other) => overlaps(edit, other)),
    );
    (fits ? applied : postponed).push(fix);
    if (fits) for (const one of fix.edits) taken.push(one);
  }
  const changed = [...new Set(taken.map(({ path }) => path))].map((path) => {
    const edits = taken.filter((edit) => edit.path === path);
    // A file may be called `constructor`, which every object seems to have.
    const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
    return [path, applyEdits(text ?? '', edits)] as const;
  });
  return { texts: Object.fromEntries(changed), applied, postponed };
}

/** Edits must not overlap; two insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = lineStarts(text);
  const offset = ({ line, character }: Position) =>
    Math.min((lines[line] ?? text.length) + character, text.length);
  const last = [...edits.entries()].sort(([ia, a], [ib, b]) => offset(b.start) - offset(a.start) || ib - ia);
  return last.reduce(
    (result, [, edit]) => result.slice(0, offset(edit.start)) + edit.text + result.slice(offset(edit.end)),
    text,
  );
}

/** A file is made where there is none, and only changed where there is one. */
function hasPlace({ path, creates }: TextEdit, texts: Readonly<Record<string, string>>): boolean {
  return Object.hasOwn(texts, path) !== (creates === true);
}

function overlaps(a: TextEdit, b: TextEdit): boolean {
  if (a.path !== b.path) return false;
  if (a.creates === true || b.creates === true) return true;
  if (isInsertion(a) && isInsertion(b)) return false;
  return before(a.start, b.end) && before(b.start, a.end);
}

function isInsertion({ start, end }: TextEdit): boolean {
  return !before(start, end);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
