import type { ValueForm } from './policy.ts';

/** A form of a whole value: `*` is any text, `?` one character, and everything else is itself. */
export function valueForm(text: string): ValueForm {
  const wanted = Array.from(text);
  return { text, fits: (value) => fits(wanted, Array.from(value)) };
}

/** Goes back to the last `*` alone, so that no value takes longer than its length times that of the form. */
function fits(wanted: readonly string[], value: readonly string[]): boolean {
  let [at, seen] = [0, 0];
  let star: { readonly at: number; readonly seen: number } | undefined;
  while (seen < value.length) {
    if (wanted[at] === '*') {
      star = { at, seen };
      at += 1;
    } else if (wanted[at] === '?' || wanted[at] === value[seen]) {
      at += 1;
      seen += 1;
    } else if (star === undefined) {
      return false;
    } else {
      star = { at: star.at, seen: star.seen + 1 };
      [at, seen] = [star.at + 1, star.seen];
    }
  }
  return wanted.slice(at).every((one) => one === '*');
}
