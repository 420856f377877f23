import { displayText } from '@lockkeeper/policy-core';
import type { Generation } from '@lockkeeper/policy-core/generate';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import { generatedFileState, type GeneratedFileState } from './generated-file-state.ts';
import { staleFiles } from './stale-files.ts';

/** Whether the files are what the policy comes to, for CI: fails where one is not or is too many, and writes nothing. */
export async function checkFiles(
  { files, unwanted }: Extract<Generation, { kind: 'files' }>,
  { repository, world }: { readonly repository: Repository; readonly world: World },
): Promise<ExitCode> {
  const states = await Promise.all(
    files.map(async (file) => ({ path: file.path, state: await generatedFileState(file, repository) })),
  );
  for (const { path, state } of states) world.stdout.write(`${displayText(sentence(path, state))}\n`);
  const tooMany = await staleFiles(unwanted, repository);
  for (const path of tooMany) {
    world.stdout.write(`${path} is no longer what the policy comes to. Delete it.\n`);
  }
  return tooMany.length === 0 && states.every(({ state }) => state.kind === 'same') ? EXIT.ok : EXIT.findings;
}

function sentence(path: string, state: GeneratedFileState): string {
  switch (state.kind) {
    case 'same':
      return `${path} is up to date.`;
    case 'not-executable':
      return `${path} may not be run. Run the command without --check and commit what it writes.`;
    case 'missing':
      return `${path} is missing. Run the command without --check and commit what it writes.`;
    case 'outdated':
      return `${path} is not what the policy comes to. Run the command without --check and commit what it writes.`;
    case 'foreign':
      return `${path} is in the way: ${state.problem}. Move it, or replace it with --force.`;
  }
}
