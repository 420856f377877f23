import type { Dictionary, Token } from './value-dictionary.ts';

/** Reads what a packer with this dictionary packed. Throws, or gives anything at all, where they are not of one piece. */
export function createUnpacker(dictionary: string): (packed: string) => unknown {
  const { forms, entries }: Dictionary = JSON.parse(dictionary);
  let tokens: readonly Token[] = [];
  let at = 0;
  const take = (): Token => {
    const token = tokens[at];
    if (token === undefined) throw new RangeError('There are too few tokens.');
    at += 1;
    return token;
  };
  const next = (): unknown => {
    const token = take();
    if (token >= 0) return entries[token];
    const form = forms[~token];
    if (form === undefined) throw new RangeError('There is no such form.');
    if (typeof form === 'number') {
      const list: unknown[] = [];
      while (list.length < form) list.push(next());
      return list;
    }
    const fields = { ...form.common };
    for (const key of form.numbers) fields[key] = take();
    for (const key of form.values) fields[key] = next();
    return fields;
  };
  return (packed) => {
    tokens = JSON.parse(packed);
    at = 0;
    return next();
  };
}
