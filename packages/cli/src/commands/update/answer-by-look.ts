import { lstatSync, readFileSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';

import { mustBeClean, offeredRefs } from '@lockkeeper/host-node/write';
import { profilePlace } from '@lockkeeper/policy-core/update';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { digestOfMap, LOOK_FILE, seen, settingsIn, type UpdateLook } from './update-look.ts';

/**
 * Answers `lockkeeper update run` where nothing has changed since a run that found nothing; `undefined`: all has to be looked at.
 */
export async function answeredByLook(world: World): Promise<ExitCode | undefined> {
  const asked = scheduledRun(world.argv);
  const place = profilePlace(asked?.['--profile'] ?? '');
  if (asked === undefined || place === undefined) return undefined;
  const root = path.resolve(world.cwd, asked['--root'] ?? '.');
  try {
    const meta = path.join(root, place.folder);
    const look = ownLook(path.join(meta, LOOK_FILE));
    if (look === undefined || !(await isAsItWas(look, meta, world))) return undefined;
    // Who watches that a timer still comes looks at the time of the file.
    utimesSync(path.join(meta, 'update.prom'), new Date(), new Date());
    const { text, document } = look.answer;
    world.stdout.write(asked['--format'] === 'json' ? `${JSON.stringify(document, undefined, 2)}\n` : text);
    return EXIT.ok;
  } catch {
    // One that cannot be read, or used, is none.
    return undefined;
  }
}

const OPTIONS = ['--profile', '--root', '--format'] as const;

type AskedOptions = Readonly<Partial<Record<(typeof OPTIONS)[number], string>>>;

/** Its options by their names; `undefined`: somebody asks for something else. */
function scheduledRun([command, verb, ...words]: World['argv']): AskedOptions | undefined {
  if (command !== 'update' || verb !== 'run' || words.length % 2 !== 0) return undefined;
  const pairs = words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? ''] as const] : []));
  const isKnown = ([name]: readonly [string, string]) => OPTIONS.some((option) => option === name);
  const asked: AskedOptions = Object.fromEntries(pairs);
  const isFormat = ['pretty', 'json', undefined].includes(asked['--format']);
  return pairs.every(isKnown) && isFormat ? asked : undefined;
}

/** Only of this user: git is asked as it says. */
function ownLook(file: string): UpdateLook | undefined {
  const found = lstatSync(file);
  if (!found.isFile() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) return undefined;
  const look: UpdateLook = JSON.parse(readFileSync(file, 'utf8'));
  return look;
}

/** What changes by the time alone: something expires, or a service stops saving. */
function isInTime({ at, until, maxSaveAgeMs }: UpdateLook, meta: string): boolean {
  const now = Date.now();
  if (!(at <= now && now < until)) return false;
  if (maxSaveAgeMs === null) return true;
  const age = now - statSync(path.join(meta, 'last_save')).mtimeMs;
  return age >= 0 && age <= maxSaveAgeMs;
}

async function isAsItWas(look: UpdateLook, meta: string, { env, installation }: World): Promise<boolean> {
  const { schema_version: schema, lockkeeper, settings, files, remote, refs, live, commit } = look;
  if (schema !== 1 || lockkeeper !== installation.version || settings !== settingsIn(env)) return false;
  if (!isInTime(look, meta)) return false;
  const now = seen(Object.keys(files));
  if (Object.entries(files).some(([file, before]) => now[file] !== before)) return false;
  const [offered, tree] = await Promise.all([offeredRefs(remote), mustBeClean(live, commit)]);
  return offered.kind === 'answered' && digestOfMap(offered.value) === refs && tree.kind === 'done';
}
