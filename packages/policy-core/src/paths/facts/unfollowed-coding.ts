/**
 * pip follows a coding comment in whatever file it is told to read, and can be made to see other lines than
 * people do. Whoever reads the bytes follows it in files with the usual names, so in others it must not stand.
 *
 * @returns a clause about the file; `undefined` where there is no such comment
 */
export function unfollowedCoding(path: string, text: string): string | undefined {
  if (FOLLOWED.test(path)) return undefined;
  const named = firstLines(text)
    .filter((line) => line.startsWith('#'))
    .map((line) => CODING.exec(line)?.[1])
    .find((name) => name !== undefined);
  if (named === undefined || /^utf[-_]?8$/i.test(named)) return undefined;
  return `its coding comment names "${named}", which is followed only in files named .txt, .in, .lock or .pip`;
}

const FOLLOWED = /\.(txt|in|lock|pip)$/;
const CODING = /coding[:=][ \t\r\f\v]*([-\w.]+)/;

function firstLines(text: string): readonly string[] {
  const first = text.indexOf('\n');
  if (first === -1) return [text];
  const second = text.indexOf('\n', first + 1);
  return [text.slice(0, first), text.slice(first + 1, second === -1 ? undefined : second)];
}
