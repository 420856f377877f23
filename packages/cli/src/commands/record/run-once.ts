import { displayText, RAN_ONCE } from '@lockkeeper/policy-core';

import type { OnceOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { policyHere } from '../../policy/policy-here.ts';
import { openRepository } from '../../repository/repository.ts';
import { Stop } from '../../errors/stop.ts';
import { orTellWhy } from '../../errors/tell-stop.ts';
import type { World } from '../../world.ts';
import { recordOfRelease } from '../../records/record-path.ts';
import { writeDown } from './write-down.ts';

/** `lockkeeper record once` */
export function runRecordOnce(revision: string, options: OnceOptions, world: World): Promise<ExitCode> {
  return orTellWhy('pretty', world, async () => {
    const repository = await openRepository({ ...options, git: true }, world);
    const policy = await policyHere(repository);
    const ids = policy?.migrations.once.map(({ id }) => id) ?? [];
    if (!ids.includes(revision))
      throw new Stop(
        'usage',
        `The policy does not say that ${displayText(revision)} may run only once. Name it in migrations.once first.`,
      );
    const { environment } = options;
    recordOfRelease(policy, { environment });
    const event = { event: RAN_ONCE, env: environment, data: { revision } };
    const { where, rest } = await writeDown(event, { repository, policy, world });
    world.stdout.write(
      `Wrote into ${where} that ${displayText(revision)} has run in ${displayText(environment)}.${rest}\n`,
    );
    return EXIT.ok;
  });
}
