import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { HostCommands, HostOutcome, Snapshots } from '@lockkeeper/operations/ports';

import { hasSpace } from './free-space.ts';
import { mustBeOneDisk } from './one-disk.ts';
import { DONE, forceDisk, inTurn, mustRun, runHostProgram } from './host-program.ts';

export interface SnapshotPlace {
  /** Of the service, absolute. */
  readonly base: string;
  /** Where the code that runs lies; a link is followed. */
  readonly live: string;
  /** Folder of the data of the profile, from the base. */
  readonly data: string;
  /** Where snapshots lie, absolute. */
  readonly backups: string;
  readonly database: { readonly backup: readonly string[]; readonly restore: readonly string[] } | undefined;
  readonly commands: HostCommands;
}

const CODE = 'code.tar';
const DATA = 'persistence.tar';
const DATABASE = 'database.dump';
const MANIFEST = 'manifest.json';
/** The state of the updater itself: it goes on while data comes back. */
const META = 'meta';
/** Where data is unpacked: in the folder of the data, which may be a disk of its own, so that each part comes back by one rename. */
const RESTORED = '.restored';

export function createSnapshots(place: SnapshotPlace): Snapshots {
  const at = (run: string) => path.join(place.backups, run);
  /** What was packed first stays as it was: while the service is paused it is not read once more. */
  const code = new Map<string, readonly Packed[]>();
  const describe = async (run: string) => {
    const files = await packedIn(at(run), code.get(run));
    code.set(
      run,
      files.filter(({ name }) => name === CODE),
    );
    return await writeManifest(at(run), files);
  };
  return {
    take: async (run) => {
      code.delete(run);
      await rm(at(run), { recursive: true, force: true });
      await mkdir(place.backups, { recursive: true, mode: 0o700 });
      // With its parents, Node tells that the folder is not there, whatever kept it from being made.
      await mkdir(at(run), { mode: 0o700 });
      return await inTurn([
        async () => await mustBeOneDisk(path.join(place.base, place.data), [META]),
        async () => await hasRoom(place),
        async () => await packCode(place, at(run)),
        // The service has not paused: what changes while it is read is read again once it has.
        async () => await packData(place, at(run), { isPaused: false }),
        async () => await describe(run),
      ]);
    },
    takeData: async (run, service) =>
      await inTurn([async () => await packData(place, at(run), service), async () => await describe(run)]),
    drop: async (run) => {
      await rm(at(run), { recursive: true, force: true });
      return DONE;
    },
    folder: at,
    prepare: async (run) =>
      await inTurn([
        async () => await asWritten(at(run)),
        async () => await unpackData(place, path.join(at(run), DATA)),
      ]),
    restore: async (run) =>
      await inTurn([
        // What fails here leaves the data as it is.
        async () => await databaseBack(place, at(run)),
        async () => await dataBack(place),
      ]),
    removeOld: async (kept, others) => {
      const names = (await readdir(place.backups).catch(() => [])).filter((name) => name !== kept);
      // Names of runs begin with their time.
      for (const name of names.toSorted().toReversed().slice(others))
        await rm(at(name), { recursive: true, force: true });
      return DONE;
    },
  };
}

/** A disk that is too small is found out before anything is packed. */
async function hasRoom({ base, live, data, backups }: SnapshotPlace): Promise<HostOutcome> {
  return await hasSpace([await realpath(live), path.join(base, data)], backups);
}

async function packCode(place: SnapshotPlace, folder: string): Promise<HostOutcome> {
  const live = await realpath(place.live);
  const args = [
    '-C',
    live,
    '--exclude=./.git',
    '--exclude=./bot_persistence',
    '-cf',
    path.join(folder, CODE),
    '.',
  ];
  return await inTurn([
    async () => await mustRun({ program: 'tar', args }),
    async () => await readable(path.join(folder, CODE)),
  ]);
}

async function packData(
  place: SnapshotPlace,
  folder: string,
  { isPaused }: { readonly isPaused: boolean },
): Promise<HostOutcome> {
  const written = path.join(folder, `${DATA}.new`);
  const excluded = [`--exclude=./${META}/locks`, `--exclude=./${RESTORED}`];
  const packed = await runHostProgram({
    program: 'tar',
    args: ['-C', path.join(place.base, place.data), ...excluded, '-cf', written, '.'],
  });
  if (packed.kind === 'failed') return packed;
  if (packed.code !== 0 && (isPaused || packed.code !== CHANGED))
    return { kind: 'failed', why: `tar ended with ${packed.code}${packed.said}` };
  const read = await readable(written);
  if (read.kind === 'failed') return read;
  await rename(written, path.join(folder, DATA));
  return await packDatabase(place, folder);
}

/** What tar ends with where a file changed while it was read. */
const CHANGED = 1;

async function packDatabase(
  { database, commands, live }: SnapshotPlace,
  folder: string,
): Promise<HostOutcome> {
  if (database === undefined) return DONE;
  const file = path.join(folder, DATABASE);
  await rm(file, { force: true });
  const ran = await commands.run(withFile(database.backup, file), { folder: live });
  if (ran.kind === 'failed') return { kind: 'failed', why: `database.backup: ${ran.why}` };
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  return size > 0 ? DONE : { kind: 'failed', why: 'database.backup wrote nothing' };
}

function withFile(words: readonly string[], file: string): readonly string[] {
  return words.map((word) => word.replaceAll('{file}', file));
}

/** An archive that nobody can list is none. */
async function readable(archive: string): Promise<HostOutcome> {
  return await mustRun({ program: 'tar', args: ['-tf', archive] });
}

interface Packed {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

function manifestOf(files: readonly Packed[]): string {
  return `${JSON.stringify({ schema_version: 1, files }, undefined, 2)}\n`;
}

async function writeManifest(folder: string, files: readonly Packed[]): Promise<HostOutcome> {
  await writeFile(path.join(folder, `${MANIFEST}.new`), manifestOf(files));
  await rename(path.join(folder, `${MANIFEST}.new`), path.join(folder, MANIFEST));
  return await forceDisk(folder);
}

/** @param known of which nobody has to read the file again */
async function packedIn(folder: string, known: readonly Packed[] = []): Promise<readonly Packed[]> {
  const names = (await readdir(folder)).filter((name) => [CODE, DATA, DATABASE].includes(name)).toSorted();
  return await Promise.all(
    names.map(async (name) => {
      const before = known.find((one) => one.name === name);
      if (before !== undefined) return before;
      const file = path.join(folder, name);
      return { name, bytes: (await stat(file)).size, sha256: await digestOf(file) };
    }),
  );
}

/** What is read at once. */
const PART_BYTES = 1024 * 1024;

/** Into the same memory each time: what a stream reads is new memory for each part, which takes longer than the digest. */
async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  const part = Buffer.allocUnsafe(PART_BYTES);
  const opened = await open(file);
  try {
    for (;;) {
      const { bytesRead } = await opened.read(part, 0, PART_BYTES);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(part.subarray(0, bytesRead));
    }
  } finally {
    await opened.close();
  }
}

/** Nothing is brought back that is not what was packed. */
async function asWritten(folder: string): Promise<HostOutcome> {
  const manifest = await readFile(path.join(folder, MANIFEST), 'utf8').catch(() => '');
  return manifest === manifestOf(await packedIn(folder))
    ? DONE
    : { kind: 'failed', why: 'the snapshot is not what was written there' };
}

async function unpackData({ base, data }: SnapshotPlace, archive: string): Promise<HostOutcome> {
  const fresh = path.join(base, data, RESTORED);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  const args = ['-C', fresh, `--exclude=./${META}`, '--preserve-permissions', '-xf', archive];
  const unpacked = await mustRun({ program: 'tar', args });
  if (unpacked.kind === 'failed') await rm(fresh, { recursive: true, force: true });
  return unpacked;
}

/** Everything beside the state of the updater becomes what was unpacked. */
async function dataBack({ base, data }: SnapshotPlace): Promise<HostOutcome> {
  const to = path.join(base, data);
  const fresh = path.join(to, RESTORED);
  for (const name of await readdir(to))
    if (name !== META && name !== RESTORED) await rm(path.join(to, name), { recursive: true, force: true });
  for (const name of await readdir(fresh)) await rename(path.join(fresh, name), path.join(to, name));
  await rm(fresh, { recursive: true, force: true });
  return await forceDisk(to);
}

async function databaseBack(
  { database, commands, live }: SnapshotPlace,
  folder: string,
): Promise<HostOutcome> {
  if (database === undefined) return DONE;
  const ran = await commands.run(withFile(database.restore, path.join(folder, DATABASE)), { folder: live });
  return ran.kind === 'done' ? DONE : { kind: 'failed', why: `database.restore: ${ran.why}` };
}
