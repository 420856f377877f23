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
  const profiles = await profilesIn(folder).catch((): readonly string[] => []);
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

/** The profiles of a service, by the folder they lie in. */
export async function profilesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => !entry.isFile()).map(({ name }) => name);
}

/** Where a profile keeps what its updates did, from the root; `folder`: such as `bot_persistence/live/meta`. */
export function journalOf(folder: string): string {
  return `${folder}/update_journal.jsonl`;
}
