/** A file before and after the change of an example. */
export interface ExampleDiff {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * A ```diff block of an example. Its first line names the file, `+++ backend/app/services/users.py`; behind
 * that every line begins with `-`, `+` or a space, and an empty line stands on both sides.
 */
export function readDiffBlock(text: string): ExampleDiff {
  const [header = '', ...lines] = text.split('\n');
  const [, path] = /^\+\+\+ (\S+)$/.exec(header) ?? [];
  if (path === undefined) throw new Error(`A diff begins with the name of its file, +++ PATH: ${header}`);
  const without = (mark: string) =>
    lines
      .filter((line) => !line.startsWith(mark))
      .map((line) => line.slice(1))
      .join('\n');
  return { path, before: without('+'), after: without('-') };
}
