/** A path as git quotes it: octal bytes of UTF-8 and escapes of C. Throws a TypeError where that is no UTF-8. */
export function unquotedPath(written: string): string {
  const inner = /^"(.*)"$/.exec(written.trim())?.[1];
  if (inner === undefined) return written;
  const encoded = Array.from(inner.matchAll(/\\[0-7]{3}|\\.|[^\\]/gsu), ([part]) => {
    if (/^\\[0-7]{3}$/.test(part)) return byteOf(Number.parseInt(part.slice(1), 8));
    return encodeURIComponent(part.startsWith('\\') ? (ESCAPES[part[1] ?? ''] ?? part.slice(1)) : part);
  });
  try {
    return decodeURIComponent(encoded.join(''));
  } catch {
    throw new TypeError(`The path ${written} is not UTF-8, and cannot be judged.`);
  }
}

/** Beyond a byte there is none, and nothing is made of it. */
function byteOf(code: number): string {
  return code > 0xff ? '%' : `%${code.toString(16).padStart(2, '0')}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
