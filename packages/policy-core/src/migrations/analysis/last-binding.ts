import { memoizeByObject } from '../../model/memoize.ts';
import { valueAt, versionFrom, type ValueVersion } from '../../model/value-version.ts';

/**
 * What gave a source of names, such as `f"{table}_id"`, its meaning at a place of a Python text: the last assignment to
 * each name in it, or the last loop over it, as they are written. The same source with other bindings may be another
 * name; with the same ones it is taken for the same.
 */
export type LastBindings = (source: string, before: number) => string;

export const lastBindingsIn: (file: { readonly text: string }) => LastBindings = memoizeByObject(
  ({ text }) => {
    const lines = linesOf(text);
    const known = new Map<string, ValueVersion<string> | undefined>();
    const bindingsOf = (name: string) => {
      if (!known.has(name)) known.set(name, bindings(lines, name));
      return known.get(name);
    };
    return (source, before) => {
      const names = new Set(source.match(/[A-Za-z_]\w*/g));
      return [...names].map((name) => valueAt(bindingsOf(name), before) ?? '').join('\n');
    };
  },
);

interface Line {
  readonly start: number;
  readonly text: string;
}

/** Longer ones are data. */
const LONGEST_LINE = 200;

function linesOf(text: string): readonly Line[] {
  return Array.from(text.matchAll(/[^\r\n]+/g), ({ 0: line, index }) => ({
    start: index,
    text: line,
  })).filter((line) => line.text.length <= LONGEST_LINE);
}

function bindings(lines: readonly Line[], name: string): ValueVersion<string> | undefined {
  const pattern = bindingOf(name);
  return lines
    .filter(({ text }) => pattern.test(text))
    .reduce<ValueVersion<string> | undefined>(
      (before, { start, text }) => versionFrom(before, start, text.trim()),
      undefined,
    );
}

/** `table = ...`, `a, table = ...`, `table: str = ...`, `for table in ...`; an argument has no space before its `=`. */
function bindingOf(name: string): RegExp {
  const target = String.raw`^[ \t]*(?:[\w, ()[\].*]*\W)?${name}\b[\w, ()[\].*]*(?::[^=]*)? =(?!=)`;
  const walrus = String.raw`\b${name}[ \t]*:=`;
  const loop = String.raw`\bfor\b[^:]*\b${name}\b[^:]*\bin\b`;
  return new RegExp(`${target}|${walrus}|${loop}`);
}
