import { displayText } from '@lockkeeper/policy-core';

import type { RecordOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { policyHere } from '../../policy/policy-here.ts';
import { shownPlace } from '../../records/records-place.ts';
import { shownRecords } from '../../records/shown-records.ts';
import { openRepository } from '../../repository/repository.ts';
import { Stop } from '../../errors/stop.ts';
import { orTellWhy } from '../../errors/tell-stop.ts';
import type { World } from '../../world.ts';
import { askedRecord } from '../../records/record-path.ts';

/** `lockkeeper record show`: the text as it is, for programs and people alike. */
export function runRecordShow(options: RecordOptions, world: World): Promise<ExitCode> {
  return orTellWhy('pretty', world, async () => {
    const repository = await openRepository(options, world);
    const policy = await policyHere(repository);
    const { path } = askedRecord(policy, options);
    const content = await (await shownRecords(repository, policy, world)).read(path);
    const shown = displayText(shownPlace(policy, path));
    if (!content.known)
      throw new Stop('not-judged', `${shown} was not read: ${displayText(content.reason)}.`);
    if (content.value.kind === 'absent')
      throw new Stop(
        'not-judged',
        `There is no ${shown}. The first deploy that is proved healthy writes it.`,
      );
    if (content.value.kind === 'unreadable')
      throw new Stop('not-judged', `${shown} cannot be read: ${displayText(content.value.problem)}.`);
    world.stdout.write(content.value.text.replace(/\n*$/, '\n'));
    return EXIT.ok;
  });
}
