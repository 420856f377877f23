import { chmod } from 'node:fs/promises';
import path from 'node:path';

import { displayText } from '@lockkeeper/policy-core';
import type { GeneratedFile } from '@lockkeeper/policy-core/generate';

import type { Repository } from '../../repository/repository.ts';
import { writeAtomically } from '../../repository/repository-writer.ts';
import { CliError } from '../../errors/cli-error.ts';
import { generatedFileState, type GeneratedFileState } from './generated-file-state.ts';

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
  const states = await Promise.all(files.map((file) => generatedFileState(file, repository)));
  for (const [index, state] of states.entries()) {
    if (state.kind === 'foreign' && !force) throw refusal(files[index]?.path ?? '', state.problem);
  }
  const remarks: string[] = [];
  for (const [index, file] of files.entries()) {
    remarks.push(await writeOne(file, { kind: states[index]?.kind ?? 'missing', repository }));
  }
  return remarks;
}

async function writeOne(
  file: GeneratedFile,
  { kind, repository }: { readonly kind: GeneratedFileState['kind']; readonly repository: Repository },
): Promise<string> {
  if (kind === 'same') return `${file.path} is up to date.`;
  if (kind !== 'not-executable') await writeAtomically(repository, file);
  if (file.isExecutable === true) await chmod(path.join(repository.root, file.path), 0o755);
  return kind === 'not-executable' ? `${file.path} may be run now.` : `Wrote ${file.path}.`;
}

function refusal(file: string, problem: string): CliError {
  return new CliError(
    'usage',
    `Nothing was written, because ${file} is in the way: ${displayText(problem)}. Move it, or replace it with --force.`,
  );
}
