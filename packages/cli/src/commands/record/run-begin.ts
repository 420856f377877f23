import { beginRecords, recordsName } from '@lockkeeper/host-node/write';

import type { RecordBeginOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';
import { requireRecordsBranch } from '../../records/records-branch.ts';
import { openRepository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { recordFiles } from './record-files.ts';

/** `lockkeeper record begin` */
export function runRecordBegin(options: RecordBeginOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const repository = await openRepository({ ...options, git: true }, world);
    const policy = await worktreePolicy(repository);
    const place = requireRecordsBranch(repository.root, policy);
    const name = recordsName(place);
    const begun = await beginRecords(place, recordFiles(policy)).catch((error: unknown) => {
      throw new CliError('technical', `${name} was not begun: ${failureReason(error)}.`);
    });
    world.stdout.write(said(name, begun));
    return EXIT.ok;
  });
}

function said(name: string, begun: readonly string[] | undefined): string {
  if (begun === undefined) return `There is ${name}, and it stays as it is.\n`;
  if (begun.length === 0)
    return `The tree has no records. The first thing that is written down makes ${name}.\n`;
  return `${name} begins with what the tree has:\n${begun.map((path) => `  ${path}\n`).join('')}`;
}
