import { access, constants, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { SetupSight } from '@lockkeeper/operations/ports';

import { placesTo } from '../files/places-to-file.ts';
import { gitEnvironment, gitProblem, NOTHING_RUNS } from '../git/git-command.ts';
import { gitVersion } from '../git/git-version.ts';
import { errorCode } from '../../system/error-code.ts';
import { runCommand, type CommandOutcome } from '../../system/run-command.ts';

export interface SetupPlace {
  /** Where a version lies that is installed, absolute. */
  readonly live: string;
  readonly remote: string;
  /** Whether its address holds one, so that it is not asked. */
  readonly hasPassword: boolean;
  /** Absolute; it is there once something was fetched. */
  readonly mirror: string;
  /** Files of trusted signers, absolute. */
  readonly pins: readonly string[];
  /** The file of settings, absolute; it need not be there. */
  readonly settings: string;
  /** Folder of the service, absolute. */
  readonly root: string;
  /** Units that have to be enabled, and those that must not be there; `undefined`: none is named. */
  readonly units: { readonly enabled: readonly string[]; readonly unwanted: readonly string[] } | undefined;
  readonly env: NodeJS.ProcessEnv;
}

const TIMEOUT_MS = 30_000;

/** Looks at a host, and changes nothing of it or of the remote. */
export async function lookAtSetup(
  place: SetupPlace,
): Promise<Omit<SetupSight, 'health' | 'faultyPin' | 'pinInTree'>> {
  const command = await sshCommand(place);
  const [git, push, ssh, pins, settings, ofService, units, listening] = await Promise.all([
    gitVersion(),
    pushAnswer(place, command),
    sshSight(place, command),
    pinPlaces(place),
    placesTo(place.settings, place.root),
    ownersOf([place.root]),
    unitStates(place),
    listeners(),
  ]);
  const [owner] = ofService.known ? ofService.value : [];
  return {
    git,
    remote: place.remote,
    push,
    ssh,
    pins,
    settings,
    user: {
      uid: process.getuid?.() ?? -1,
      ofService: ofService.known ? observed(owner?.uid ?? -1) : ofService,
    },
    units,
    listening,
  };
}

async function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<CommandOutcome> {
  return await runCommand({ program, args, env, timeoutMs: TIMEOUT_MS });
}

/** How git calls ssh when it fetches into the mirror, as a shell reads it. */
async function sshCommand({ mirror }: SetupPlace): Promise<string> {
  const asked = await run(
    'git',
    [`--git-dir=${mirror}`, 'config', '--get', 'core.sshCommand'],
    gitEnvironment(process.env),
  );
  return (asked.kind === 'exited' && asked.code === 0 && asked.stdout.toString('utf8').trim()) || 'ssh';
}

/** A dry run sends nothing: who may not push is refused before. */
async function pushAnswer(
  { live, remote, hasPassword }: SetupPlace,
  ssh: string,
): Promise<SetupSight['push']> {
  // Other users of the host would see it in the list of processes.
  if (hasPassword) return unobserved('a remote whose address holds a password is not asked');
  const env = { ...gitEnvironment(process.env), GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh' };
  const settings = [...NOTHING_RUNS, '-c', `core.sshCommand=${ssh}`];
  const git = async (...args: readonly string[]) =>
    await run('git', ['--no-pager', '-C', live, ...settings, ...args], env);
  const read = await git('ls-remote', '--quiet', '--', remote, 'HEAD');
  if (read.kind !== 'exited' || read.code !== 0) return unobserved(gitProblem(read));
  const ref = 'HEAD:refs/heads/lockkeeper-verify-setup';
  const push = await git('push', '--quiet', '--dry-run', '--no-verify', '--', remote, ref);
  if (push.kind !== 'exited') return unobserved(gitProblem(push));
  return observed(push.code === 0 ? 'accepted' : 'refused');
}

/** `user@host:path` or `ssh://user@host:port/path`; an address of IPv6 stands in brackets. */
const SSH =
  /^(?:ssh:\/\/(?<host>(?:[^/@]*@)?(?:\[[^\]/]+\]|[^/:]+))(?::(?<port>\d+))?\/|(?<short>(?:[\w.-]+@)?[\w.-]+):(?!\/\/))/;

async function sshSight({ remote, env }: SetupPlace, command: string): Promise<SetupSight['ssh']> {
  const { host, short, port } = SSH.exec(remote)?.groups ?? {};
  const name = (host ?? short)?.replaceAll(/[[\]]/g, '');
  if (name === undefined) return null;
  const asked = ['-G', ...(port === undefined ? [] : ['-p', port]), name];
  // As git does: a shell reads the command, and what is behind it is given as it is.
  const shown = await run('sh', ['-c', `${command} "$@"`, command, ...asked], env);
  if (shown.kind !== 'exited' || shown.code !== 0) return unobserved(`${command} -G gives no answer`);
  const settings = settingsIn(shown.stdout.toString('utf8'));
  const [hostname = name] = settings('hostname');
  const known = [...settings('userknownhostsfile'), ...settings('globalknownhostsfile')];
  const files = known.flatMap((line) => line.split(' ')).map(atHome);
  const keyName = nameOfKeys(settings, hostname);
  const found = await Promise.all(
    files.map(async (file) => await run('ssh-keygen', ['-F', keyName, '-f', file], env)),
  );
  const keys = await Promise.all(
    settings('identityfile').map(async (file) => await ownersOf([atHome(file)])),
  );
  return observed({
    host: hostname,
    checking: settings('stricthostkeychecking').join(' '),
    isPinned: found.some((one) => one.kind === 'exited' && one.code === 0),
    // Of those that ssh would look for, most are not there.
    keys: keys.flatMap((one) => (one.known ? one.value : [])),
  });
}

/** By which the keys of a host are known: an alias is looked for as it is, a port of its own is a part of the name. */
function nameOfKeys(settings: SshSettings, hostname: string): string {
  const [port = '22'] = settings('port');
  const [alias = port === '22' ? hostname : `[${hostname}]:${port}`] = settings('hostkeyalias');
  return alias;
}

type SshSettings = (name: string) => readonly string[];

/** What `ssh -G` prints, by the name of a setting. */
function settingsIn(output: string): SshSettings {
  const lines = output.split('\n');
  return (name) =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
}

function atHome(file: string): string {
  return file.startsWith('~/') ? path.join(homedir(), file.slice(2)) : file;
}

async function pinPlaces({ pins }: SetupPlace): Promise<SetupSight['pins']> {
  const files = await ownersOf(pins);
  if (!files.known) return files;
  const places = (await Promise.all(pins.map(async (file) => await placesTo(file)))).flat();
  return observed([...new Map(places.map((place) => [place.path, place])).values()]);
}

async function ownersOf(files: readonly string[]): Promise<SetupSight['pins']> {
  try {
    return observed(
      await Promise.all(
        files.map(async (file) => {
          const { uid, mode } = await stat(file);
          return { path: file, uid, mode: mode & 0o777 };
        }),
      ),
    );
  } catch (error) {
    return unobserved(`${files[0] ?? ''} cannot be looked at (${errorCode(error) ?? 'unknown'})`);
  }
}

async function unitStates({ units, env }: SetupPlace): Promise<SetupSight['units']> {
  if (units === undefined) return null;
  const { enabled, unwanted } = units;
  const asked = async (unit: string) => stateIn(await run('systemctl', ['is-enabled', unit], env));
  const [wanted, left] = [new Map<string, string>(), new Array<string>()];
  for (const unit of enabled) {
    const state = await asked(unit);
    if (!state.known) return state;
    wanted.set(unit, state.value === 'enabled' ? await enabledState(unit, env) : state.value);
  }
  for (const unit of unwanted) {
    const state = await asked(unit);
    if (!state.known) return state;
    if (!GONE.has(state.value)) left.push(unit);
  }
  return observed({ wanted, left });
}

const NOT_THERE = 'not there';

/** Newer ones have a word for it. */
const GONE: ReadonlySet<string> = new Set([NOT_THERE, 'not-found']);

/** Of a unit that is not there older ones print nothing, and an error that says what was looked for. */
function stateIn(outcome: CommandOutcome): Known<string> {
  if (outcome.kind !== 'exited') return unobserved('systemctl cannot be run');
  const state = outcome.stdout.toString('utf8').trim();
  if (state !== '') return observed(state);
  const said = outcome.stderr.trim();
  return said.includes('unit file state') ? observed(NOT_THERE) : unobserved(said);
}

/** A unit may be enabled and name a program that only a shell knows. */
async function enabledState(unit: string, env: NodeJS.ProcessEnv): Promise<string> {
  const shown = await run('systemctl', ['show', '--property=ExecStart', unit], env);
  const [, program] =
    /\bpath=([^;]+?) ;/.exec(shown.kind === 'exited' ? shown.stdout.toString('utf8') : '') ?? [];
  if (program === undefined) return 'enabled';
  const isThere = await access(program, constants.X_OK).then(
    () => path.isAbsolute(program),
    () => false,
  );
  return isThere ? 'enabled' : `enabled, and ${program} is no program here`;
}

/** As the kernel lists them: https://docs.kernel.org/networking/proc_net_tcp.html */
async function listeners(): Promise<Known<readonly string[]>> {
  try {
    const places = await Promise.all(
      TABLES.map(async (table) => openPlaces(await readFile(`/proc/net/${table.name}`, 'utf8'), table)),
    );
    return observed([...new Set(places.flat())].toSorted());
  } catch (error) {
    return unobserved(`/proc/net cannot be read (${errorCode(error) ?? 'unknown'})`);
  }
}

interface SocketTable {
  readonly name: string;
  /** The state of a socket that takes what anybody sends: one of UDP that has no peer. */
  readonly listens: string;
  readonly port: string;
}

const TABLES: readonly SocketTable[] = [
  { name: 'tcp', listens: '0A', port: 'port' },
  { name: 'tcp6', listens: '0A', port: 'port' },
  { name: 'udp', listens: '07', port: 'UDP port' },
  { name: 'udp6', listens: '07', port: 'UDP port' },
];

/** `127.0.0.0/8`, `::1`, and the first of these as an address of IPv6; the kernel writes each word backwards. */
const LOOPBACK = /^(?:[0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F)$/;

function openPlaces(text: string, { listens, port: word }: SocketTable): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const [, place = '', , state] = line.trim().split(/\s+/);
    const [address = '', port = ''] = place.split(':');
    if (state !== listens || LOOPBACK.test(address)) return [];
    const where = /^0+$/.test(address) ? 'every address' : 'an address of this host';
    return [`${where}, ${word} ${Number.parseInt(port, 16)}`];
  });
}
