import { observed, unobserved, type Known, type Policy } from '@lockkeeper/policy-core';
import { subjectPlaces } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { listAt } from './list-at.ts';
import { readerAt } from './reader-at.ts';

/** The files of a tree that the policy may be about: below its folders, and those that it names in full. */
export async function listSubjects(
  policy: Policy,
  head: string,
  observers: Observers,
): Promise<Known<readonly string[]>> {
  const { folders, files } = subjectPlaces(policy);
  if (folders.length === 0) return unobserved('no folder of migrations or documents is named');
  const listed = await listAt(head, folders, observers);
  if (!listed.known) return listed;
  const known = new Set(listed.value);
  const named = files.filter(
    (path) => !known.has(path) && !listed.value.some((other) => other.startsWith(`${path}/`)),
  );
  return observed([...listed.value, ...(await thoseThere(named, head, observers))]);
}

async function thoseThere(
  paths: readonly string[],
  head: string,
  observers: Observers,
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const texts = await readerAt(head, observers)(paths);
  return paths.filter((path) => {
    const content = texts.get(path);
    return content?.known === true && content.value.kind !== 'absent';
  });
}
