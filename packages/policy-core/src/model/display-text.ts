/**
 * A text as it can be shown on one line of a terminal, a log or a pull request: line ends, control
 * characters, invisible direction marks and bytes that were not UTF-8 become visible escapes.
 */
export function displayText(text: string): string {
  return text.replace(UNSHOWABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0x0a) return '\\n';
    if (code === 0x0d) return '\\r';
    if (code === 0x09) return '\\t';
    // A byte that was not UTF-8 arrives as a lone surrogate U+DC80..U+DCFF.
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
    return `\\u{${code.toString(16)}}`;
  });
}

const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\p{Surrogate}/gu;
