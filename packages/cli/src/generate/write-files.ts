import { displayText, type GeneratedFile } from '@lockkeeper/policy-core';

import type { Repository } from '../repository.ts';
import { writeWhole } from '../repository-writer.ts';
import { Stop } from '../stop.ts';
import { fileState } from './file-state.ts';

interface Place {
  readonly repository: Repository;
  /** Whether files that somebody else wrote are replaced as well. */
  readonly force: boolean;
}

/** Writes what is missing or differs, each file whole, and says so in sentences. Refuses before it begins. */
export async function writeFiles(
  files: readonly GeneratedFile[],
  { repository, force }: Place,
): Promise<readonly string[]> {
  const states = await Promise.all(files.map((file) => fileState(file, repository)));
  for (const [index, state] of states.entries()) {
    if (state.kind === 'foreign' && !force) throw refusal(files[index]?.path ?? '', state.problem);
  }
  const remarks: string[] = [];
  for (const [index, file] of files.entries()) {
    const isSame = states[index]?.kind === 'same';
    if (!isSame) await writeWhole(repository, file);
    remarks.push(isSame ? `${file.path} is up to date.` : `Wrote ${file.path}.`);
  }
  return remarks;
}

function refusal(path: string, problem: string): Stop {
  return new Stop(
    'usage',
    `Nothing was written, because ${path} is in the way: ${displayText(problem)}. Move it, or replace it with --force.`,
  );
}
