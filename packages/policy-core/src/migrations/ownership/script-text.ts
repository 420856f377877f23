import type { TextRange } from '../../model/text-range.ts';
import type { ShellWord } from './shell-script.ts';

/** Something in a file that is run. */
export type ScriptText = Circumstances &
  (
    | ({ readonly kind: 'shell' } & TextRange)
    /** A program and what it is passed, without a shell between. */
    | { readonly kind: 'words'; readonly words: readonly ShellWord[] }
  );

export interface Circumstances {
  /** What runs it without being asked, in words; `undefined`: somebody has to call it. */
  readonly onStart: string | undefined;
  readonly isProduction: boolean;
  /** The database lives as long as the job that runs this. */
  readonly isThrowaway: boolean;
}

export const CALLED: Circumstances = { onStart: undefined, isProduction: false, isThrowaway: false };

/** `["alembic", "upgrade", "head"]`, as JSON, TOML and YAML write it. */
function execForm(text: string, { start, end }: TextRange): readonly ShellWord[] {
  return Array.from(text.slice(start, end).matchAll(STRING), ({ 0: whole, 1: double, 2: single, index }) => {
    const at = start + index;
    const inner = double ?? single ?? '';
    const isExact = !inner.includes('\\');
    return {
      text: isExact ? inner : inner.replace(/\\(.)/g, '$1'),
      start: at,
      end: at + whole.length,
      verbatimAt: isExact ? at + 1 : undefined,
    };
  });
}

/** One that is never closed reaches to the end, so that nothing is read twice. */
const STRING = /"((?:[^"\\]|\\[^])*)(?:"|$)|'([^'\n]*)'?/g;

/** A list of words, or a line for a shell. */
export function commandScript(text: string, range: TextRange, circumstances: Circumstances): ScriptText {
  return /^\s*\[/.test(text.slice(range.start, range.end))
    ? { kind: 'words', words: execForm(text, range), ...circumstances }
    : { kind: 'shell', ...range, ...circumstances };
}
