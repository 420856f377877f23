import { displayText } from '@lockkeeper/policy-core';
import { profilePlace, readProfile } from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import type { Repository } from '../../repository/repository.ts';
import { seenFile } from './seen-file.ts';

/** Reads the state files of a profile whole, or stops. */
export async function profileState(repository: Repository, profile: string) {
  const place = profilePlace(profile);
  if (place === undefined)
    throw new CliError(
      'usage',
      `${JSON.stringify(profile)} is no name of a profile. Name a folder below bot_persistence.`,
    );
  const reading = readProfile(place, {
    version: await seenFile(repository, place.version),
    state: await seenFile(repository, place.state),
    banner: await seenFile(repository, place.banner),
  });
  if (reading.kind === 'unusable')
    throw new CliError('not-judged', reading.faults.map((fault) => displayText(fault)).join('\n'));
  return { folder: place.folder, ...reading.value };
}
