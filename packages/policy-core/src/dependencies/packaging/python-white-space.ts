/**
 * What Python's `str.isspace()` says of one character. JavaScript's `\s` and `trim()` lack U+001C to U+001F
 * and U+0085, and take U+FEFF.
 */
export function isPythonWhiteSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  if (code < 0x85) return false;
  return WIDE.has(code) || (code >= 0x2000 && code <= 0x200a);
}

/** As Python's `str.strip()` does. */
export function trimPythonWhiteSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isPythonWhiteSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isPythonWhiteSpace(text.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

const WIDE: ReadonlySet<number> = new Set([0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]);
