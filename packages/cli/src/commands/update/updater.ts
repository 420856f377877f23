import { hostname } from 'node:os';
import path from 'node:path';

import { createLogReader, readClock, systemClock, systemTimer } from '@lockkeeper/host-node/read';
import {
  createHostCommands,
  createInplaceInstallation,
  createLogStore,
  createMetaFiles,
  createPathUnitService,
  createReleasesInstallation,
  createSnapshots,
  createSupervisedService,
  createSystemdService,
  isFileWriteError,
  tellJournal,
  whileUpdating,
} from '@lockkeeper/host-node/write';
import { JournalError, type UpdateReport, type UpdateTools } from '@lockkeeper/operations';

import { CliError } from '../../errors/cli-error.ts';
import type { Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import { healthProbe } from './health-probe.ts';
import { openService } from './installed-place.ts';
import type { UpdateStatusOptions } from './options.ts';
import { journalOf, profileState } from './profile-state.ts';
import { placeOf, type UpdatePlace } from './update-place.ts';
import { trustedSettings, type SeenSettings } from './update-settings.ts';

/** Where the state of a profile lies. */
export interface ServiceProfile {
  readonly repository: Repository;
  /** From the root, such as `bot_persistence/live/meta`. */
  readonly folder: string;
  readonly meta: string;
}

export async function openProfile(
  { profile, root }: Pick<UpdateStatusOptions, 'profile' | 'root'>,
  world: World,
  mayBeFirst = false,
): Promise<ServiceProfile> {
  const repository = await openService(root, world);
  const { folder } = await profileState(repository, profile, { mayBeFirst });
  return { repository, folder, meta: path.join(repository.root, folder) };
}

/** The journal of a profile. It goes with the state, and is read by everybody. */
export function trailOf({ repository, folder, meta }: ServiceProfile): UpdateTools['trail'] {
  return {
    path: journalOf(folder),
    bytes: createLogReader(repository.root),
    logs: createLogStore({ root: repository.root, locks: path.join(meta, 'locks') }),
    clock: systemClock(),
    actor: 'lockkeeper update',
  };
}

/** Does something while no other updater of the profile is at work; `undefined`, with nothing done, where one is. */
export async function alone<T>(
  { meta }: ServiceProfile,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  return await withHostErrors(async () => await whileUpdating(path.join(meta, 'locks'), work));
}

/** A disk that is full and such are no fault of the program: what was begun is taken back by the next run that may write. */
export async function withHostErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOfHost = error instanceof JournalError || isFileWriteError(error);
    throw isOfHost ? new CliError('not-judged', error.message) : error;
  }
}

/** The same while no other profile of the service is updated: what is fetched and installed is one for all of them. */
export async function aloneInService<T>(
  profile: ServiceProfile,
  { mirror }: Pick<UpdatePlace, 'mirror'>,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  return (await alone(profile, async () => await aloneAtMirror(mirror, work)))?.value;
}

/**
 * Does something while nobody else fetches into a mirror; `undefined`, with nothing done, where somebody does.
 *
 * @param patience how long somebody may, in milliseconds
 */
export async function aloneAtMirror<T>(
  mirror: string,
  work: () => Promise<T>,
  patience = 0,
): Promise<{ readonly value: T } | undefined> {
  return await withHostErrors(async () => await whileUpdating(`${mirror}.locks`, work, patience));
}

/** All that an update does something with, and where that lies. */
export async function openUpdater(
  profile: ServiceProfile,
  world: World,
): Promise<{ readonly tools: UpdateTools; readonly place: UpdatePlace }> {
  const reading = await trustedSettings(profile.repository, world);
  const place = await placeOf(profile.repository, reading.settings, world);
  return { tools: updateTools(profile, { reading, place, world }), place };
}

interface Opened {
  readonly reading: SeenSettings['reading'];
  readonly place: UpdatePlace;
  readonly world: World;
}

function updateTools(profile: ServiceProfile, { reading, place, world }: Opened): UpdateTools {
  const { settings } = reading;
  const { repository, folder, meta } = profile;
  const { root } = repository;
  const name = path.basename(path.dirname(meta));
  const { mirror, live, pins, tools: offers } = place;
  const signal = new AbortController().signal;
  const env = { ...world.env };
  const files = createMetaFiles(meta);
  const commands = createHostCommands({ env, timeoutMs: settings.command_seconds * 1000, signal });
  const work = settings.strategy === 'releases' ? root : `${mirror}.work`;
  const refOf = async ({ version }: { readonly version: string | null }) =>
    await Promise.resolve(version === null ? `refs/heads/${settings.branch}` : `refs/tags/${version}`);
  return {
    trail: trailOf(profile),
    offers,
    settings,
    host: hostname(),
    pins,
    profile: name,
    metaPath: folder,
    meta: files,
    installation: installationOf(settings, { root, mirror, work }),
    snapshots: createSnapshots({
      base: root,
      live,
      data: path.posix.dirname(folder),
      backups: path.join(work, 'backups'),
      database: settings.database,
      commands,
    }),
    service: serviceOf(settings, name, files),
    commands,
    probe: healthProbe(reading, env, signal),
    folder: live,
    timer: systemTimer(),
    now: async () => {
      const now = await readClock();
      if (now.known) return now.value;
      throw new CliError('not-judged', `Updates need Linux: ${now.reason}.`);
    },
    jitter: Math.random,
    signal,
    refOf,
    offerOf: async (version) => {
      const ref = await refOf(version);
      const refs = await offers.reader.refs();
      return { ref, id: refs.known ? (refs.value.get(ref) ?? '') : '' };
    },
    say: async (report) => {
      if (world.env['JOURNAL_STREAM'] !== undefined) await sayInJournal(report, world);
    },
  };
}

async function sayInJournal({ run, level, title, why }: UpdateReport, world: World): Promise<void> {
  const text = why === null ? title : `${title} ${why}`;
  const fields = {
    MESSAGE: text,
    PRIORITY: String(URGENCY[level]),
    SYSLOG_IDENTIFIER: 'lockkeeper',
    LOCKKEEPER_RUN: run,
  };
  if (await tellJournal(fields, { ...world.env })) return;
  // Systemd reads the urgency of a line from its beginning.
  world.stderr.write(`<${URGENCY[level]}>LOCKKEEPER_RUN=${run} ${text}\n`);
}

function serviceOf(
  { service_unit: unit, restart_by: by }: UpdateTools['settings'],
  profile: string,
  files: UpdateTools['meta'],
): UpdateTools['service'] {
  if (unit === undefined) return createSupervisedService(files);
  return by === 'path-unit'
    ? createPathUnitService({ unit, profile, meta: files })
    : createSystemdService(unit);
}

function installationOf(
  { strategy }: UpdateTools['settings'],
  { root, mirror, work }: { readonly root: string; readonly mirror: string; readonly work: string },
): UpdateTools['installation'] {
  const releases = path.join(work, 'releases');
  return strategy === 'releases'
    ? createReleasesInstallation({ base: root, mirror, releases })
    : createInplaceInstallation({ checkout: root, mirror, releases });
}

const URGENCY: Readonly<Record<UpdateReport['level'], number>> = { info: 6, warning: 4, critical: 2 };
