import type { RunGitCommand } from './git-command.ts';

/** Of objects by their ids, without reading them; one that git does not tell of is left out. */
export async function objectSizes(
  git: RunGitCommand,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const heard: Buffer[] = [];
  if (ids.length === 0) return new Map();
  await git(['cat-file', '--batch-check=%(objectname) %(objectsize)'], {
    conversation: {
      start: (input) => {
        input.write(ids.map((id) => `${id}\n`).join(''));
        input.end();
      },
      hear: (chunk) => void heard.push(chunk),
    },
  });
  const lines = Buffer.concat(heard)
    .toString('utf8')
    .matchAll(/^([0-9a-f]+) (\d+)$/gm);
  return new Map(Array.from(lines, ([, id = '', size]) => [id, Number(size)]));
}
