import { memoizeByObject } from '../../model/memoize.ts';

/** How the lines of a file end, as far as whoever changes them has to know. */
export interface LineHabits {
  /** Whether its lines end only where editors show it: pip ends some at other characters. */
  readonly isUsual: boolean;
  /** That of the first line; a line feed where there is none. */
  readonly lineEnd: string;
  /** Whether what is put behind the last line would become a part of it. */
  readonly isOpen: boolean;
}

/** Asked for each of many findings; a long text is looked through once. */
export const lineHabits = memoizeByObject(({ text }: { readonly text: string }): LineHabits => ({
  isUsual: !UNUSUAL_SEPARATOR.test(text),
  lineEnd: LINE_END.exec(text)?.[0] ?? '\n',
  isOpen: endsOpen(text),
}));

const LINE_END = /\r\n|\n|\r/;
// oxlint-disable-next-line no-control-regex -- the control characters are what pip splits at
const UNUSUAL_SEPARATOR = /[\v\f\x1c-\x1e\x85\u2028\u2029]/;

/** A backslash joins the next line also where the last one is closed: that one is not there yet. */
function endsOpen(text: string): boolean {
  const end = ['\r\n', '\n', '\r'].find((ending) => text.endsWith(ending)) ?? '';
  return text.charAt(text.length - end.length - 1) === '\\';
}
