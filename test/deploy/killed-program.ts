import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { lockkeeper, PROGRAM, type Ended } from '../cli/lockkeeper-process.ts';
import { openKeptWorld, type KeptWorld } from './kept-world.ts';
import { GO, type Person } from './shop.ts';

const MIGRATION = `from alembic import op

revision = "b1"
down_revision = "a1"


def upgrade() -> None:
    op.create_index("orders_by_number", "orders", ["number"])


def downgrade() -> None:
    op.drop_index("orders_by_number", "orders")
`;

/** To production, or back from there. */
export type Way = 'promote' | 'rollback';

/** Which change of the world the program is killed around, counted from 1. */
export interface Kill {
  readonly at: number;
  readonly when: 'before' | 'behind';
}

/** Where a way ends, as far as it is the same each time. */
export interface WayEnd {
  readonly main: string;
  readonly revision: string;
  readonly rows: string;
  readonly record: unknown;
  /** How often each is in the log, of those that say that something came about. */
  readonly told: Readonly<Record<string, number>>;
  /** Commits that production was asked to run, the newest first. */
  readonly deploys: readonly string[];
}

export interface WholeWay {
  /** What the program lets other programs change, in its order. */
  readonly changes: readonly string[];
  readonly end: WayEnd;
}

export interface KilledProgram {
  /** The same ways where nobody kills it. */
  readonly whole: Readonly<Record<Way, WholeWay>>;
  /** Goes a way from the same place, killed there, and on until it is over. Rejects where log or record cannot be believed. */
  readonly killed: (way: Way, kill: Kill) => Promise<WayEnd>;
  readonly end: () => Promise<void>;
}

/**
 * The real program on a real remote, platform, PostgreSQL and Alembic: a commit with a migration that waits, approved, to be
 * promoted; and the same commit in production, from which somebody goes back to the one before.
 */
export async function openKilledProgram(): Promise<KilledProgram> {
  const world = await openKeptWorld();
  const { first, promotion } = await prepared(world);
  const around = { world, commands: commandsOf(world, { first, promotion }) };
  world.keep('promote');
  const promote = await wholeWay('promote', around);
  world.keep('rollback');
  const rollback = await wholeWay('rollback', around);
  return {
    whole: { promote, rollback },
    killed: async (way, kill) => {
      world.bringBack(way);
      const { exitCode, stdout, stderr } = await begun(way, around, kill);
      if (exitCode !== null)
        throw new Error(`It was not killed, and ended with ${exitCode}: ${stdout}${stderr}`);
      return await goneOn(way, around);
    },
    end: world.end,
  };
}

interface Around {
  readonly world: KeptWorld;
  readonly commands: Readonly<Record<Way, readonly [Person, ...(readonly string[])]>>;
}

/** Ready to be promoted, and approved. */
async function prepared(world: KeptWorld) {
  const { clone, folder, git, dump } = world;
  const first = git('rev-parse', 'HEAD');
  await must(world, 'agent', 'deploy', 'staging', '--yes');
  await must(world, 'agent', 'resume', await approved(world), '--python', world.python, ...GO);
  git('checkout', '--quiet', '-b', 'auto/index');
  writeFileSync(path.join(clone, 'alembic/versions/b1_index.py'), MIGRATION);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Find orders by number');
  git('push', '--quiet', 'origin', 'auto/index');
  await must(world, 'agent', 'deploy', 'staging', '--yes');
  dump(path.join(folder, 'shop.dump'));
  await must(world, 'mia', 'record', 'backup', path.join(folder, 'shop.dump'));
  return { first, promotion: await approved(world) };
}

async function approved(world: KeptWorld): Promise<string> {
  const { stdout } = await run(world, ['agent', 'promote', ...GO, '--format', 'json']);
  const { run: id } = JSON.parse(stdout) as { readonly run: string };
  await must(world, 'mia', 'approve', id, ...GO);
  return id;
}

function commandsOf(
  { python }: KeptWorld,
  { first, promotion }: { readonly first: string; readonly promotion: string },
): Around['commands'] {
  const more = ['--python', python, '--lock-for', '1m', ...GO];
  return {
    promote: ['agent', 'resume', promotion, ...more],
    rollback: ['mia', 'rollback', '--to', first, '--reason', 'orders are slow', ...more],
  };
}

async function wholeWay(way: Way, around: Around): Promise<WholeWay> {
  writeFileSync(notesOf(around.world), '');
  const { exitCode, stdout, stderr } = await begun(way, around);
  if (exitCode !== 0) throw new Error(`It ended with ${exitCode}: ${stdout}${stderr}`);
  const changes = readFileSync(notesOf(around.world), 'utf8').split('\n').slice(0, -1);
  return { changes, end: await endOf(around.world) };
}

function notesOf({ folder }: KeptWorld): string {
  return path.join(folder, 'changes');
}

async function begun(way: Way, { world, commands }: Around, kill?: Kill): Promise<Ended> {
  const preloaded = new URL('./kill-around.mjs', import.meta.url).href;
  return await run(world, commands[way], {
    NODE_OPTIONS: `--import ${preloaded}`,
    KILL_PROGRAM: PROGRAM,
    KILL_NOTES: notesOf(world),
    KILL_AT: kill === undefined ? '' : `${kill.at} ${kill.when}`,
  });
}

/** As a person does who reads `status`: what has begun to act is resumed, and what has not is given up and asked for again. */
async function goneOn(way: Way, { world, commands }: Around): Promise<WayEnd> {
  const [person, ...args] = commands[way];
  const entries = (await entriesOf(world)).filter(({ promotion_id: one }) => one?.startsWith(way));
  const begun = entries.findLast(({ event }) => event === 'run.begun')?.promotion_id;
  const isActing = entries.some(({ event, promotion_id: one }) => event === 'run.started' && one === begun);
  if (way === 'rollback' && begun !== undefined && !isActing)
    await must(world, person, 'abandon', begun, '--reason', 'it was killed');
  const id = way === 'promote' || isActing ? begun : undefined;
  const resume =
    id === undefined ? args : ['resume', id, '--python', world.python, '--lock-for', '1m', ...GO];
  await must(world, person, ...resume);
  return await endOf(world);
}

async function endOf(world: KeptWorld): Promise<WayEnd> {
  for (const what of ['audit', 'record']) await must(world, 'mia', what, 'verify');
  const told: Record<string, number> = {};
  for (const { event } of await entriesOf(world))
    if (CAME_ABOUT.has(event)) told[event] = (told[event] ?? 0) + 1;
  world.git('fetch', '--quiet', 'origin');
  const { seq, last_good_sha, approved_by, health } = JSON.parse(
    await must(world, 'mia', 'record', 'show'),
  ) as Readonly<Record<string, unknown>>;
  return {
    main: world.git('rev-parse', 'origin/main'),
    revision: world.psql('production', 'SELECT version_num FROM alembic_version'),
    rows: world.psql('production', 'SELECT string_agg(number, $$ $$ ORDER BY id) FROM orders'),
    record: { seq, last_good_sha, approved_by, health },
    told,
    deploys: world.deploysTo('production').map(({ commit }) => commit),
  };
}

const CAME_ABOUT = new Set(['deploy.healthy', 'SYSTEM_CORRECTION', 'environment.held', 'commit.ready']);

interface Entry {
  readonly event: string;
  readonly promotion_id?: string;
}

async function entriesOf(world: KeptWorld): Promise<readonly Entry[]> {
  const { entries } = JSON.parse(await must(world, 'mia', 'audit', 'show', '--format', 'json')) as {
    readonly entries: readonly Entry[];
  };
  return entries;
}

async function run(
  { clone, environments }: KeptWorld,
  [person, ...args]: readonly [Person, ...(readonly string[])],
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const own = Object.entries(environments[person]).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return await lockkeeper(args, { cwd: clone, env: { ...Object.fromEntries(own), ...more } });
}

async function must(
  world: KeptWorld,
  ...command: readonly [Person, ...(readonly string[])]
): Promise<string> {
  const { exitCode, stdout, stderr } = await run(world, command);
  if (exitCode === 0) return stdout;
  throw new Error(`lockkeeper ${command.slice(1).join(' ')} ended with ${exitCode}:\n${stdout}${stderr}`);
}
