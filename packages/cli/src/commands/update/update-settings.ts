import path from 'node:path';

import { readUpdateConfig, UPDATE_CONFIG_PATH } from '@lockkeeper/policy-core/update';
import { displayText, shellCommand, type FileContent } from '@lockkeeper/policy-core';

import { CliError } from '../../errors/cli-error.ts';
import type { Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import { openPlace } from './open-place.ts';
import { seenFile } from './seen-file.ts';

type UpdateConfigReading = ReturnType<typeof readUpdateConfig>;

export interface SeenSettings {
  readonly reading: Extract<UpdateConfigReading, { kind: 'config' }>;
  readonly content: FileContent;
}

/** The settings that hold here. Stops where one of them is a mistake. */
export async function updateSettings(
  repository: Repository,
  { env }: Pick<World, 'env'>,
): Promise<SeenSettings> {
  const content = await seenFile(repository, UPDATE_CONFIG_PATH);
  const reading = readUpdateConfig(textOf(content), env);
  if (reading.kind === 'invalid') throw invalid(reading, content);
  return { reading, content };
}

/** The same for those who run what they name: stops where somebody else may write them. */
export async function trustedSettings(
  repository: Repository,
  world: Pick<World, 'env'>,
): Promise<SeenSettings['reading']> {
  const { root } = repository;
  const open = await openPlace(path.join(root, UPDATE_CONFIG_PATH), root);
  if (open === undefined) return (await updateSettings(repository, world)).reading;
  const command = displayText(shellCommand(['chmod', 'go-w', open]));
  throw new CliError(
    'invalid-policy',
    `Others may write ${displayText(open)}, which says what programs updates run. Own it yourself, and run ${command}`,
  );
}

function textOf(content: FileContent): string | undefined {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'absent') return undefined;
  throw new CliError('invalid-policy', `${UPDATE_CONFIG_PATH} cannot be read: ${content.problem}.`);
}

function invalid(
  { problems }: Extract<UpdateConfigReading, { kind: 'invalid' }>,
  content: FileContent,
): CliError {
  const ofVariables = problems
    .filter(({ at }) => at === undefined)
    .map(({ message }) => displayText(message));
  return new CliError(
    'invalid-policy',
    ['The update settings cannot be used. Fix them before the next update.', ...ofVariables].join('\n'),
    {
      problems: problems.flatMap(({ at, ...problem }) => (at === undefined ? [] : [{ ...problem, at }])),
      texts: content.kind === 'text' ? { [UPDATE_CONFIG_PATH]: content.text } : {},
    },
  );
}
