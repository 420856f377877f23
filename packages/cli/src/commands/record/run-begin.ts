import { beginRecords, recordsName } from '@lockkeeper/host-node/write';

import type { BeginOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import { policyHere } from '../../policy/policy-here.ts';
import { branchOfRecords } from '../../records/records-place.ts';
import { openRepository } from '../../repository/repository.ts';
import { Stop } from '../../errors/stop.ts';
import { orTellWhy } from '../../errors/tell-stop.ts';
import type { World } from '../../world.ts';
import { recordFiles } from './record-files.ts';

/** `lockkeeper record begin` */
export function runRecordBegin(options: BeginOptions, world: World): Promise<ExitCode> {
  return orTellWhy('pretty', world, async () => {
    const repository = await openRepository({ ...options, git: true }, world);
    const policy = await policyHere(repository);
    const place = branchOfRecords(repository.root, policy);
    const name = recordsName(place);
    const begun = await beginRecords(place, recordFiles(policy)).catch((error: unknown) => {
      throw new Stop('technical', `${name} was not begun: ${failureReason(error)}.`);
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
