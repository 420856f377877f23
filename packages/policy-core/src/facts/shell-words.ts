/**
 * The words of a line as Python's `shlex.split` cuts them, which is how pip reads options: quotes
 * group, a backslash takes the next character as it is. `undefined` where a quote is not closed.
 */
export function shellWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const [written = ''] = WORD.exec(rest) ?? [];
    if (written === '') return undefined;
    const next = rest.slice(written.length);
    if (next !== '' && !/^[ \t\r\n]/.test(next)) return undefined;
    words.push(written.replace(PIECE, plain));
    rest = next.replace(/^[ \t\r\n]+/, '');
  }
  return words;
}

const WORD = /^(?:[^\s'"\\]|[^\S \t\r\n]|\\[^]|'[^']*'|"(?:[^"\\]|\\[^])*")+/;
const PIECE = /\\([^])|'([^']*)'|"((?:[^"\\]|\\[^])*)"/g;

function plain(_: string, ...[escaped, single, double]: readonly (string | undefined)[]): string {
  return escaped ?? single ?? (double ?? '').replace(/\\(["\\])/g, '$1');
}
