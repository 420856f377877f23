import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import path from 'node:path';

import {
  createGit,
  createReleaseReader,
  gitPlaceOf,
  isInside,
  readTrustedFile,
  remoteUrl,
} from '@lockkeeper/host-node/read';
import { stateFolder as userStateFolder } from '@lockkeeper/host-node/sessions';
import { createReleaseFetcher, commandsBackTo } from '@lockkeeper/host-node/write';
import type { UpdateTools } from '@lockkeeper/operations';
import { faultySigner, holdsPassword } from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import type { Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import { openPlace } from './open-place.ts';

type Settings = UpdateTools['settings'];

export interface UpdatePlace {
  readonly mirror: string;
  readonly remote: Parameters<typeof createReleaseFetcher>[0];
  /** Where the code lies that runs, absolute; a link is followed whenever it is used. */
  readonly live: string;
  readonly tools: UpdateTools['offers'];
  readonly pins: UpdateTools['pins'];
  /** The text of the pinned SSH keys; `undefined`: there are none. */
  readonly signers: string | undefined;
}

/** Where updates of a service come from and go to, and what looks at them. */
export async function placeOf(
  repository: Repository,
  settings: Settings,
  world: World,
): Promise<UpdatePlace> {
  const { root } = repository;
  const live = await liveOf(root, settings);
  const release = settings.strategy === 'releases' ? gitPlaceOf(live) : undefined;
  const [remote, mirror] = await Promise.all([
    remoteOf(live, settings),
    mirrorOf({ root, live }, settings, world),
    mustBeCheckout(repository, release),
  ]);
  const ssh = await pinnedKeys(settings.allowed_signers, live);
  const gpg = await gpgPins(live, settings);
  const source = {
    mirror,
    remote,
    hasPassword: holdsPassword(remote),
    branch: settings.branch,
    timeoutSeconds: settings.fetch_timeout_seconds,
    maxMegabytes: settings.fetch_max_mb,
  };
  const keys = {
    signers: ssh.kind === 'pinned' ? ssh.text : undefined,
    keyring: gpg.kind === 'pinned' ? settings.gpg_keyring : undefined,
  };
  return {
    mirror,
    remote: source,
    live,
    tools: {
      fetcher: createReleaseFetcher(source),
      reader: createReleaseReader(mirror, keys),
      tree: createGit(live),
      wayBackTo: async (commit) =>
        settings.strategy === 'releases'
          ? await commandsBackTo({ base: root, releases: path.join(root, 'releases') }, commit)
          : [['git', 'checkout', commit.slice(0, 12)]],
      history: historyOf(mirror, async () => await (release ?? gitPlaceOf(live))),
    },
    pins: { ssh: ssh.kind === 'pinned' ? { kind: 'pinned', faulty: faultyPin(settings, ssh) } : ssh, gpg },
    signers: keys.signers,
  };
}

function faultyPin(
  { allowed_signers: file }: Settings,
  { text }: { readonly text: string },
): string | undefined {
  const line = faultySigner(text);
  return line === undefined ? undefined : `${file}:${line}`;
}

type PlaceInGit = ReturnType<typeof gitPlaceOf>;

/** Git found the repository of a checkout already. The folder of releases is none, and what lies in it is asked about here. */
async function mustBeCheckout({ withoutGit }: Repository, release: PlaceInGit | undefined): Promise<void> {
  const git = await release;
  const why = git === undefined ? withoutGit : git.known ? undefined : git.reason;
  if (why !== undefined) throw new CliError('not-judged', `Nothing can be updated here: ${why}.`);
}

/** What was committed here and never pushed is in no mirror. Where that is, is asked with the first question. */
function historyOf(mirror: string, place: () => PlaceInGit): UpdateTools['offers']['history'] {
  let opened: Promise<ReturnType<typeof createGit>> | undefined;
  const history = (): Promise<ReturnType<typeof createGit>> => (opened ??= openHistory(mirror, place));
  return {
    relation: async (...asked) => await (await history()).relation(...asked),
    changes: async (...asked) => await (await history()).changes(...asked),
    commits: async (...asked) => await (await history()).commits(...asked),
    readAt: async (...asked) => await (await history()).readAt(...asked),
  };
}

async function openHistory(mirror: string, place: () => PlaceInGit): Promise<ReturnType<typeof createGit>> {
  const git = await place();
  if (!git.known) throw new Error(`Nothing can be updated here: ${git.reason}.`);
  const objects = path.join(git.value.commonDir, 'objects');
  return createGit(mirror, { env: { GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(objects) } });
}

/** Where no file is named, no OpenPGP key is pinned, which is told of the signature. */
async function gpgPins(live: string, { gpg_keyring: file }: Settings): Promise<UpdatePlace['pins']['gpg']> {
  return file === undefined ? { kind: 'pinned' } : await pinnedKeys(file, live);
}

/** Whoever may write them could pin a key of their own. */
async function pinnedKeys(file: string, live: string) {
  const found = await readTrustedFile(file, live);
  const open = found.kind === 'pinned' ? await openPlace(file) : undefined;
  return open === undefined ? found : ({ kind: 'writable', path: open } as const);
}

async function liveOf(root: string, { strategy }: Settings): Promise<string> {
  const current = path.join(root, 'current');
  const found = await lstat(current).catch(() => undefined);
  if (strategy === 'inplace') {
    if (found?.isSymbolicLink() !== true) return root;
    throw new CliError('usage', 'current is a link here. Set update.strategy to releases, or remove it.');
  }
  if (found?.isSymbolicLink() === true) return current;
  throw new CliError(
    'usage',
    `${current} is no link. Check a version out below releases, and let current lead there.`,
  );
}

export async function remoteOf(root: string, { remote }: Settings): Promise<string> {
  const address = remote ?? (await remoteUrl(root));
  if (address !== undefined) return address;
  throw new CliError('usage', 'No remote is known. Set update.remote, or add the remote origin.');
}

/** A mirror for each checkout, where the service does not write. */
async function mirrorOf(
  { root, live }: { readonly root: string; readonly live: string },
  { mirror, strategy }: Settings,
  { env }: World,
): Promise<string> {
  const folder = userStateFolder({ env, platform: process.platform });
  const name = `${createHash('sha256').update(root).digest('hex').slice(0, 16)}.git`;
  const beside = strategy === 'releases' ? path.join(root, 'mirror.git') : undefined;
  const place = mirror ?? beside ?? (folder && path.join(folder, 'mirrors', name));
  if (place === undefined)
    throw new CliError('usage', 'No place for the mirror is known. Set update.mirror.');
  if (await isInside(place, live))
    throw new CliError(
      'usage',
      'The mirror lies in the checkout. Set update.mirror to a place outside of it.',
    );
  return place;
}
