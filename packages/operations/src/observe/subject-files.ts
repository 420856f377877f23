import { unobserved, type Observations, type Policy } from '@lockkeeper/policy-core';
import { filesToFollow, filesToRead } from '@lockkeeper/policy-core/observe';

import type { ReadFiles } from './policy-file.ts';

type Looking = Pick<Observations, 'focus' | 'change' | 'listing'>;

/**
 * The texts that are judged. Requirements name other files, and those name more: each round reads
 * what the last one brought up. What turns out to be nobody's matter is left out again.
 */
export async function readSubjects(
  policy: Policy,
  seen: Looking,
  read: ReadFiles,
): Promise<Observations['files']> {
  let files: Observations['files'] = {};
  for (;;) {
    const found = { ...seen, files };
    const asked = [...filesToRead(policy, found), ...filesToFollow(policy, found)];
    const open = [...new Set(asked)].filter((path) => !Object.hasOwn(files, path));
    if (open.length === 0) break;
    const answers = await read(open);
    files = {
      ...files,
      ...Object.fromEntries(open.map((path) => [path, answers.get(path) ?? NO_ANSWER])),
    };
  }
  const judged = new Set(filesToRead(policy, { ...seen, files }));
  return Object.fromEntries(Object.entries(files).filter(([path]) => judged.has(path)));
}

const NO_ANSWER = unobserved('it was not read');
