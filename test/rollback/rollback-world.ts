import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { createDatabases } from '../../packages/host-node/src/read/postgres/create-databases.ts';
import { createFileSystem } from '../../packages/host-node/src/read/files/file-system.ts';
import { createGit } from '../../packages/host-node/src/read/git/git.ts';
import {
  temporaryFolder,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { createDowngrades } from '../../packages/host-node/src/write/alembic/create-downgrades.ts';
import { exportTree } from '../../packages/host-node/src/write/git/export-tree.ts';
import type { Git, LogReader, Observers } from '../../packages/operations/src/ports/index.ts';
import { recordsInTree } from '../../packages/operations/src/records/records-in-tree.ts';
import {
  observeRollback,
  type RollbackQuestion,
  type RollbackWorld,
} from '../../packages/operations/src/rollback/observe-rollback.ts';
import { loadPolicy } from '../../packages/policy-core/src/checker/load-policy.ts';
import { decideRollback } from '../../packages/policy-core/src/deployment/rollback/decide-rollback.ts';
import type { RollbackDecision } from '../../packages/policy-core/src/deployment/rollback/rollback-decision.ts';
import { observed, unobserved } from '../../packages/policy-core/src/model/known.ts';
import { entriesOf, type SaidEvent } from '../../packages/policy-core/src/testing/sample-log.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { environmentText } from '../alembic/alembic-project.ts';
import { alembic, alembicWorker } from '../alembic/alembic-worker.ts';
import { scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { filesOf, type Release, type Situation } from './situations.ts';

const POLICY = 'version: 1\nmigrations: { alembic: [alembic/versions] }\n';
const COMMON = {
  'lockkeeper.yaml': POLICY,
  'alembic.ini': '[alembic]\nscript_location = alembic\nprepend_sys_path = .\n',
  'alembic/env.py': environmentText(),
  'alembic/script.py.mako': '',
};
const ROWS =
  "INSERT INTO orders (id, number, note, total) VALUES (1, 'A-1', 'ring twice', 12), (2, 'A-2', 'none', 0), (3, 'B-1', 'door', 7)";

/** What a rollback came to, and what somebody who only deploys the old commit would have got. */
export interface RolledBack {
  readonly decision: RollbackDecision;
  /** What was done: nothing where it may not be, or is not confirmed. */
  readonly done: readonly string[];
  /** How a deploy that runs meanwhile started before each downgrade, and behind the last. */
  readonly meanwhile: readonly Boot[];
  /** How the target started afterwards; `undefined`: it was not deployed. */
  readonly boot: Boot | undefined;
  /** Values that were there before and are not any more, as `table.column`. */
  readonly lost: readonly string[];
  /** The old tree with `alembic upgrade heads`, on a copy of production. */
  readonly naive: Boot;
}

export interface Boot {
  readonly isReady: boolean;
  /** What stands out in what it said. */
  readonly said: string;
}

/** Makes the situation with real git, PostgreSQL and Alembic, decides, and does what was decided. */
export async function rollBack(situation: Situation): Promise<RolledBack> {
  const production = await scratchDatabase();
  const copy = await scratchDatabase();
  try {
    return await rollBackOn(situation, { production, copy });
  } finally {
    await production.drop();
    await copy.drop();
  }
}

interface Both {
  readonly production: ScratchDatabase;
  readonly copy: ScratchDatabase;
}

async function rollBackOn(situation: Situation, { production, copy }: Both): Promise<RolledBack> {
  const world = worldOf(situation);
  for (const database of [production, copy]) await reach(situation, database, world);
  const decision = await decide(situation, production, world);
  const before = await valuesIn(production);
  const meanwhile: Boot[] = [];
  const done = await carryOut(decision, world, {
    database: production,
    between: async () => {
      if (decision.bridge !== null) meanwhile.push(await startCommit(decision.bridge, production, world));
    },
  });
  const boot = done === undefined ? undefined : await startCommit(world.target, production, world);
  const lost = lostValues(before, await valuesIn(production));
  const naive = await startNaively(copy, world);
  return { decision, done: done ?? [], meanwhile, boot, lost, naive };
}

interface World {
  readonly root: string;
  /** Commits. */
  readonly target: string;
  readonly between: string | undefined;
  readonly current: string;
  readonly reached: string;
  /** In which `alembic` and `python3` are those that judge here. */
  readonly programs: string;
}

/** One commit a release; what production got its migrations from comes last, on a branch of its own. */
function worldOf({ target, between, current, reached = current }: Situation): World {
  const repository = temporaryRepository();
  const commit = (release: Release) => {
    rmSync(path.join(repository.root, 'alembic/versions'), { recursive: true, force: true });
    return repository.commit({ ...COMMON, ...filesOf(release) });
  };
  const [one, other, two] = [commit(target), between && commit(between), commit(current)];
  return {
    root: repository.root,
    target: one,
    between: other,
    current: two,
    reached: reached === current ? two : commit(reached),
    programs: programs(),
  };
}

function programs(): string {
  if (alembic.kind === 'unavailable') throw new Error(alembic.reason);
  const folder = path.join(temporaryFolder(), 'bin');
  mkdirSync(folder);
  for (const [name, command] of [
    ['alembic', '-m alembic.config'],
    ['python3', ''],
  ] as const) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\nexec ${alembic.python} ${command} "$@"\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  return folder;
}

/** Rows come behind the first revision, so that those on top of it find some. */
async function reach(
  { current, reached = current, live = ['heads'], byHand }: Situation,
  database: ScratchDatabase,
  world: World,
): Promise<void> {
  const [first] = reached.revisions;
  if (first === undefined) return;
  const tree = await filesAt(world.reached, world);
  const worker = await alembicWorker();
  const upgrade = async (revision: string) => {
    const asked = { folder: tree, environment: environment(database), ask: 'run' } as const;
    const { exit, log } = await worker.ask({ ...asked, arguments: ['upgrade', revision] });
    if (exit !== 0) throw new Error(log);
  };
  await upgrade(first.revision);
  await database.query(ROWS);
  for (const revision of live) await upgrade(revision);
  if (byHand !== undefined) await database.query(byHand);
}

async function decide(
  { hasBackup, accepts = [], isUnseen }: Situation,
  database: ScratchDatabase,
  { root, current, target, between, reached }: World,
): Promise<RollbackDecision> {
  const loaded = loadPolicy({ path: 'lockkeeper.yaml', text: POLICY });
  if (loaded.kind !== 'policy') throw new Error('The policy is not valid.');
  const observers = observersOf(root);
  const logs = { digest: async () => await Promise.resolve(unobserved('nobody asks')) };
  const question: RollbackQuestion = {
    place: { environment: 'production', service: undefined, path: 'infrastructure/last-good-deploy.json' },
    current,
    target,
    others: [reached],
    entries: hasBackup === true ? entriesOf([await backupOf(database)]) : [],
    acceptedLosses: accepts,
  };
  const world: RollbackWorld = {
    policy: loaded,
    observers,
    loadParsers: testParsers,
    databases: createDatabases(isUnseen === true ? {} : environment(database)),
    records: recordsInTree(current, { observers, logs: NO_LOGS }),
    files: logs,
  };
  const sight = await observeRollback(question, world);
  const other =
    between === undefined ? undefined : await observeRollback({ ...question, target: between }, world);
  return decideRollback({ ...sight, bridge: other?.target });
}

function observersOf(root: string): Observers & { readonly git: Git } {
  const git = createGit(root);
  return { git, files: createFileSystem(root, { git }), clock: { now: () => '2026-11-21T08:00:00Z' } };
}

const notAsked = async () => await Promise.resolve(unobserved('nobody asks'));
const NO_LOGS: LogReader = {
  since: notAsked,
  end: notAsked,
  digest: notAsked,
  sha256: () => '',
  history: {
    versions: async () => await Promise.resolve(observed([])),
    beside: notAsked,
    isBefore: notAsked,
  },
  signers: undefined,
};

async function backupOf(database: ScratchDatabase): Promise<SaidEvent> {
  const sight = await createDatabases(environment(database)).look({
    variable: 'DATABASE_URL_PROD',
    schemas: undefined,
  });
  if (sight.kind === 'unseen') throw new Error(sight.why.reason);
  const { name, host } = sight.database;
  const made = { kind: 'pg_dump', made_at: '2026-11-21T07:00:00.000Z', sha256: 'e'.repeat(64), bytes: 1 };
  const data = { ...made, database: name, host, file: null };
  return { ts: made.made_at, event: 'backup.made', actor: 'ana', env: 'production', data };
}

/** `undefined`: it may not be done. */
async function carryOut(
  { verdict, unconfirmed, database: { downgrades } }: RollbackDecision,
  { root, programs: folder }: World,
  { database, between }: { readonly database: ScratchDatabase; readonly between: () => Promise<void> },
): Promise<readonly string[] | undefined> {
  if (verdict === 'refused' || unconfirmed.length > 0) return undefined;
  const tools = createDowngrades({
    repository: root,
    env: { ...environment(database), PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    python: undefined,
    variable: 'DATABASE_URL_PROD',
    others: ['DATABASE_URL'],
    signal: new AbortController().signal,
  });
  const done: string[] = [];
  await between();
  for (const downgrade of downgrades) {
    const outcome = await tools.run(downgrade);
    if (outcome.kind !== 'done') throw new Error(`alembic downgrade ${downgrade.to}: ${outcome.why}`);
    if ((await tools.find(downgrade)).kind !== 'done') throw new Error('It is not found again.');
    done.push(`alembic downgrade ${downgrade.to}`);
    await between();
  }
  return done;
}

/** As a platform starts it. */
async function startCommit(commit: string, database: ScratchDatabase, world: World): Promise<Boot> {
  return run(['sh', 'start.sh'], { folder: await filesAt(commit, world), database, world });
}

/** As whoever knows nothing of migrations does it: the old tree, and Alembic where it has some. */
async function startNaively(database: ScratchDatabase, world: World): Promise<Boot> {
  const place = { folder: await filesAt(world.target, world), database, world };
  const hasAlembic = existsSync(path.join(place.folder, 'alembic/versions'));
  const upgraded = hasAlembic ? run(['alembic', 'upgrade', 'heads'], place) : undefined;
  return upgraded?.isReady === false ? upgraded : run(['sh', 'start.sh'], place);
}

async function filesAt(commit: string, { root }: World): Promise<string> {
  const exported = await exportTree(root, commit);
  if (!exported.known) throw new Error(exported.reason);
  const kept = path.join(temporaryFolder(), 'tree');
  cpSync(exported.value.root, kept, { recursive: true });
  await exported.value.remove();
  return kept;
}

interface Place {
  readonly folder: string;
  readonly database: ScratchDatabase;
  readonly world: World;
}

function run([program = '', ...args]: readonly string[], { folder, database, world }: Place): Boot {
  const { status, stdout, stderr } = spawnSync(
    program === 'alembic' ? path.join(world.programs, program) : program,
    args,
    {
      cwd: folder,
      env: {
        ...environment(database),
        PATH: `${world.programs}:${process.env['PATH'] ?? ''}`,
        PYTHONDONTWRITEBYTECODE: '1',
      },
      encoding: 'utf8',
    },
  );
  const said = `${stdout}\n${stderr}`.split('\n').filter((line) => line !== '' && !line.startsWith('INFO'));
  const error = said.findLast((line) => /FAILED|Error|does not exist|violates|UndefinedColumn/.test(line));
  return { isReady: status === 0, said: (status === 0 ? undefined : error) ?? said.at(-1) ?? '' };
}

function environment(database: ScratchDatabase): Record<string, string> {
  return { DATABASE_URL_PROD: database.sqlalchemyUrl, DATABASE_URL: database.sqlalchemyUrl };
}

/** Every value of every column, in the order of the rows. */
async function valuesIn(database: ScratchDatabase): Promise<ReadonlyMap<string, string>> {
  const columns = await database.query<{ table: string; column: string }>(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> 'alembic_version' ORDER BY 1, 2`,
  );
  const values = new Map<string, string>();
  for (const { table, column } of columns) {
    const [row] = await database.query<{ held: string | null }>(
      `SELECT json_agg(t.${column} ORDER BY t.id) FILTER (WHERE t.${column} IS NOT NULL)::text AS held FROM ${table} t`,
    );
    if (row !== undefined && row.held !== null) values.set(`${table}.${column}`, row.held);
  }
  return values;
}

/** Wherever they are by now. */
function lostValues(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const kept = new Set(after.values());
  return [...before].flatMap(([column, held]) => (kept.has(held) ? [] : [column]));
}
