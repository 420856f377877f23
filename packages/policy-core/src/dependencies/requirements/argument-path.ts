import { pathExtras, type PathWithExtras } from './path-extras.ts';

/** What stands on a line, seen as a path: pip looks at every requirement that way first. */
export interface ArgumentPath extends PathWithExtras {
  /** The last name of the path once `.` and `..` are resolved; empty where only the folder would tell. */
  readonly fileName: string;
}

/** `undefined` where there are brackets behind it that pip cannot read. */
export function argumentPath(text: string): ArgumentPath | undefined {
  const last = text.includes('/') || text.startsWith('.') ? lastName(text) : { start: 0, end: text.length };
  if (last === undefined) return { fileName: '', pathEnd: text.length, extras: [] };
  // pip puts the working directory before it, and takes brackets alone for the extras of that.
  if (/^\[(?:[^[\]]+\[?|\[)\]$/.test(text.slice(0, last.end))) return undefined;
  const isWhole = last.end === text.length;
  const read = pathExtras(isWhole ? text : text.slice(0, last.end));
  if (read === undefined) return undefined;
  const { pathEnd, extras } = read;
  const hasBrackets = pathEnd < last.end;
  return {
    fileName: text.slice(last.start, pathEnd),
    pathEnd: hasBrackets ? pathEnd : text.length,
    extras,
  };
}

/** `undefined` where `..` leaves nothing of what is written. */
function lastName(text: string): { readonly start: number; readonly end: number } | undefined {
  let left = 0;
  let end = text.length;
  while (end > 0) {
    const start = text.lastIndexOf('/', end - 1) + 1;
    const name = text.slice(start, end);
    if (name === '..') left += 1;
    else if (name !== '' && name !== '.') {
      if (left === 0) return { start, end };
      left -= 1;
    }
    end = start - 1;
  }
  return undefined;
}
