import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { displayText, nearestWord } from '@lockkeeper/policy-core';
import { profilePlace, readProfile } from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import type { Repository } from '../../repository/repository.ts';
import { seenFile } from './seen-file.ts';

interface ProfileQuestion {
  /** It is for who looks: nothing else stops because of it. */
  readonly withBanner?: boolean;
  /** Before the first start of a service, which makes the folder, there is no profile at all. */
  readonly mayBeFirst?: boolean;
}

/** Reads the state files of a profile whole, or stops. */
export async function profileState(
  repository: Repository,
  profile: string,
  { withBanner = false, mayBeFirst = false }: ProfileQuestion = {},
) {
  const place = profilePlace(profile);
  if (place === undefined)
    throw new CliError(
      'usage',
      `${JSON.stringify(profile)} is no name of a profile. Name a folder below bot_persistence.`,
    );
  await mustBeThere(path.join(repository.root, 'bot_persistence'), profile, mayBeFirst);
  const reading = readProfile(place, {
    version: await seenFile(repository, place.version),
    state: await seenFile(repository, place.state),
    banner: withBanner ? await seenFile(repository, place.banner) : undefined,
  });
  if (reading.kind === 'unusable')
    throw new CliError('not-judged', reading.faults.map((fault) => displayText(fault)).join('\n'));
  return { folder: place.folder, ...reading.value };
}

async function mustBeThere(folder: string, profile: string, mayBeFirst: boolean): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const profiles = entries.filter((entry) => !entry.isFile()).map(({ name }) => name);
  if (profiles.includes(profile) || (mayBeFirst && profiles.length === 0)) return;
  const nearest = nearestWord(profile, profiles);
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  const there = profiles.length === 0 ? 'there is none' : `there is ${profiles.toSorted().join(', ')}`;
  throw new CliError(
    'usage',
    displayText(
      `bot_persistence has no profile ${profile}: ${there}.${meant} For a new service make the folder bot_persistence/${profile} first.`,
    ),
  );
}
