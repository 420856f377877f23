import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';

import {
  createGit,
  createReleaseReader,
  gitPlaceOf,
  isInside,
  readClock,
  readTrustedFile,
  remoteUrl,
} from '@lockkeeper/host-node/read';
import { stateFolder as userStateFolder } from '@lockkeeper/host-node/sessions';
import { createReleaseFetcher } from '@lockkeeper/host-node/write';
import { previewUpdate } from '@lockkeeper/operations';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { openRepository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import type { UpdateStatusOptions } from './options.ts';
import { exitOfPreview, previewJson, previewLines } from './preview-text.ts';
import { profileState } from './profile-state.ts';
import { updateSettings, type SeenSettings } from './update-settings.ts';

/** `lockkeeper update run --dry-run` */
export function runUpdatePreview(
  { format, profile, root: named }: UpdateStatusOptions,
  world: World,
): Promise<ExitCode> {
  return reportingErrors(format, world, async () => {
    const repository = await openRepository(
      { ...(named !== undefined && { root: named }), git: true },
      world,
    );
    const { reading } = await updateSettings(repository, world);
    const { folder, ...state } = await profileState(repository, profile);
    const now = await readClock();
    if (!now.known) throw new CliError('not-judged', `Updates need Linux: ${now.reason}.`);
    const { settings } = reading;
    const place = await placeOf(repository.root, settings, world);
    const preview = await previewUpdate(place.tools, {
      settings,
      ...state,
      now: now.value,
      applies: settings.auto_restart,
      host: hostname(),
      savedAt: await savedAt(path.join(repository.root, folder, SAVE_MARK)),
      pins: place.pins,
    });
    const told = { profile, mirror: place.mirror, settings, preview };
    world.stdout.write(format === 'json' ? previewJson(told) : `${previewLines(told).join('\n')}\n`);
    return exitOfPreview(preview);
  });
}

/** The service touches it whenever it has saved. */
const SAVE_MARK = 'last_save';

async function savedAt(file: string): Promise<Known<string | undefined>> {
  try {
    return observed((await stat(file)).mtime.toISOString());
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return observed(undefined);
    return unobserved(`${SAVE_MARK} cannot be looked at: ${failureReason(error)}`);
  }
}

type Settings = SeenSettings['reading']['settings'];

type PreviewArguments = Parameters<typeof previewUpdate>;

interface UpdatePlace {
  readonly mirror: string;
  readonly tools: PreviewArguments[0];
  readonly pins: PreviewArguments[1]['pins'];
}

async function placeOf(root: string, settings: Settings, world: World): Promise<UpdatePlace> {
  const [remote, mirror, git] = await Promise.all([
    remoteOf(root, settings),
    mirrorOf(root, settings, world),
    gitPlaceOf(root),
  ]);
  if (!git.known) throw new CliError('not-judged', `Nothing can be updated here: ${git.reason}.`);
  const ssh = await readTrustedFile(settings.allowed_signers, root);
  const gpg = await gpgPins(root, settings);
  const keys = {
    signers: ssh.kind === 'pinned' ? ssh.text : undefined,
    keyring: gpg.kind === 'pinned' ? settings.gpg_keyring : undefined,
  };
  // What was committed here and never pushed is in no mirror.
  const alternates = {
    GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(path.join(git.value.commonDir, 'objects')),
  };
  return {
    mirror,
    tools: {
      fetcher: createReleaseFetcher({
        mirror,
        remote,
        timeoutSeconds: settings.fetch_timeout_seconds,
        maxMegabytes: settings.fetch_max_mb,
      }),
      reader: createReleaseReader(mirror, keys),
      tree: createGit(root),
      history: createGit(mirror, { env: alternates }),
    },
    pins: { ssh, gpg },
  };
}

/** Where no file is named, no OpenPGP key is pinned, which is told of the signature. */
async function gpgPins(root: string, { gpg_keyring: file }: Settings): Promise<UpdatePlace['pins']['gpg']> {
  return file === undefined ? { kind: 'pinned' } : await readTrustedFile(file, root);
}

async function remoteOf(root: string, { remote }: Settings): Promise<string> {
  const address = remote ?? (await remoteUrl(root));
  if (address !== undefined) return address;
  throw new CliError('usage', 'No remote is known. Set update.remote, or add the remote origin.');
}

/** A mirror for each checkout, where the service does not write. */
async function mirrorOf(root: string, { mirror }: Settings, { env }: World): Promise<string> {
  const folder = userStateFolder({ env, platform: process.platform });
  const name = `${createHash('sha256').update(root).digest('hex').slice(0, 16)}.git`;
  const place = mirror ?? (folder && path.join(folder, 'mirrors', name));
  if (place === undefined)
    throw new CliError('usage', 'No place for the mirror is known. Set update.mirror.');
  if (await isInside(place, root))
    throw new CliError(
      'usage',
      'The mirror lies in the checkout. Set update.mirror to a place outside of it.',
    );
  return place;
}
