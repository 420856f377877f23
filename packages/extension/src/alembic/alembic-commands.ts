import path from 'node:path';

import { Uri, commands, l10n, window } from 'vscode';

import { repositoryRoot } from '../workspace/repository-root.ts';
import { pickFolder } from '../workspace/pick-folder.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import type { ProcessEnding } from '../cli/run-process.ts';
import type { ReadOnlyDocuments } from '../views/read-only-documents.ts';
import type { AlembicRun } from './alembic-run.ts';
import { alembicPlace, type AlembicPlace } from './alembic-place.ts';
import { commitRevision } from './commit-revision.ts';
import type { Conversation } from './conversation.ts';
import { createRevision } from './create-revision.ts';
import { downgradeDatabase } from './downgrade-database.ts';
import { readDowngrade } from './explained-revision.ts';
import { backupEvidence, type BackupEvidence } from './production-backup.ts';
import { readRevisions } from './revision-graph.ts';
import { upgradeDatabase } from './upgrade-database.ts';
import { vscodeConversation } from './vscode-conversation.ts';

const ALEMBIC_LIMIT_MS = 30 * 60_000;
const CLI_LIMIT_MS = 5 * 60_000;

interface CommandNeeds {
  readonly program: ProgramRunner;
  readonly texts: ReadOnlyDocuments;
}

/** The commands that make, run, take back and commit migrations, by name. Nothing is changed before it is named. */
export function alembicCommands({ program, texts }: CommandNeeds) {
  const talk = vscodeConversation(texts);
  return {
    createMigration: () => create(program, talk),
    upgradeDatabase: () => upgrade(program, talk),
    downgradeDatabase: () => downgrade(program, talk),
    commitMigration: () => commit(program, talk),
  };
}

async function create(program: ProgramRunner, talk: Conversation): Promise<Uri | undefined> {
  const place = await alembicPlace();
  if (place === undefined) return undefined;
  const { alembic } = await alembicFor('development', { program, place });
  const file = await createRevision({ talk, alembic });
  if (file === undefined) return undefined;
  const made = Uri.file(path.resolve(place.at.fsPath, file));
  await window.showTextDocument(made);
  void offerNext();
  return made;
}

/** Somebody reads it first: the offer waits in a corner. */
async function offerNext(): Promise<void> {
  const [upgrading, committing] = [l10n.t('Upgrade Development Database'), l10n.t('Commit Migration')];
  const answer = await window.showInformationMessage(
    l10n.t('Alembic created the migration. Read it, try it, then commit it.'),
    upgrading,
    committing,
  );
  if (answer === upgrading) await commands.executeCommand('lockkeeper.upgradeDatabase');
  if (answer === committing) await commands.executeCommand('lockkeeper.commitMigration');
}

async function upgrade(program: ProgramRunner, talk: Conversation): Promise<boolean> {
  const place = await alembicPlace();
  if (place === undefined) return false;
  return upgradeDatabase({ talk, ...(await alembicFor('development', { program, place })) });
}

async function downgrade(program: ProgramRunner, talk: Conversation): Promise<boolean> {
  const place = await alembicPlace();
  if (place === undefined) return false;
  const which = await whichDatabase({ program, place, talk });
  if (which === undefined) return false;
  const asked = (args: readonly string[], title: string) =>
    program.lockkeeper({
      args: [...args, '--format', 'json', '--root', place.folder.fsPath],
      folder: place.folder,
      title,
      timeoutMs: CLI_LIMIT_MS,
    });
  return downgradeDatabase({
    talk,
    ...(await alembicFor(which, { program, place })),
    revisions: async () =>
      readRevisions(
        outputOf(await asked(['migrations', 'graph'], l10n.t('Lockkeeper: reading the migrations'))),
      ),
    explain: async (id) =>
      readDowngrade(
        outputOf(await asked(['migrations', 'explain', id], l10n.t('Lockkeeper: reading {0}', id))),
      ),
    backup: (database) => backupOf(database, { program, place }),
  });
}

async function commit(program: ProgramRunner, talk: Conversation): Promise<boolean> {
  const folder = (await pickFolder(l10n.t('Whose migrations?')))?.uri;
  if (folder === undefined) return false;
  const root = await repositoryRoot(folder);
  return commitRevision({
    talk,
    git: (args) =>
      program.other({
        command: 'git',
        args,
        folder: root,
        title: l10n.t('Lockkeeper: git {0}', args[0] ?? ''),
        timeoutMs: CLI_LIMIT_MS,
      }),
    revisions: async () => {
      const ending = await program.lockkeeper({
        args: ['migrations', 'graph', '--format', 'json', '--root', root.fsPath],
        folder: root,
        title: l10n.t('Lockkeeper: reading the migrations'),
        timeoutMs: CLI_LIMIT_MS,
      });
      return readRevisions(outputOf(ending));
    },
  });
}

interface At {
  readonly program: ProgramRunner;
  readonly place: AlembicPlace;
}

/** A migration environment reads one variable, whichever database is meant. */
async function alembicFor(which: 'development' | 'production', { program, place }: At) {
  const { databases } = await program.facts(place.folder);
  const connections = await program.connections(place.folder);
  const addressIn = async (variable: string) =>
    (await connections.addressOf(variable)) ?? process.env[variable];
  const address = await addressIn(databases[which]);
  const alembic: AlembicRun = ({ args, title }) =>
    program.other({
      command: place.command,
      args: [...place.before, ...args],
      folder: place.at,
      title,
      timeoutMs: ALEMBIC_LIMIT_MS,
      addresses: address === undefined ? {} : { [databases.development]: address },
    });
  return {
    alembic,
    productionAddress: await addressIn(databases.production),
    isProductionChosen: which === 'production',
  };
}

/** Asks only where an address of production is known. */
async function whichDatabase({ program, place, talk }: At & { readonly talk: Conversation }) {
  const { databases } = await program.facts(place.folder);
  const connections = await program.connections(place.folder);
  const production = (await connections.addressOf(databases.production)) ?? process.env[databases.production];
  if (production === undefined) return 'development' as const;
  return talk.pick({
    title: l10n.t('Downgrade which database?'),
    choices: [
      { label: l10n.t('Development'), description: databases.development, value: 'development' as const },
      { label: l10n.t('Production'), description: databases.production, value: 'production' as const },
    ],
  });
}

async function backupOf(database: string | undefined, { program, place }: At): Promise<BackupEvidence> {
  const asked = (...args: readonly string[]) =>
    program.lockkeeper({
      args: ['audit', ...args, '--format', 'json', '--root', place.folder.fsPath],
      folder: place.folder,
      title: l10n.t('Lockkeeper: looking for a backup'),
      timeoutMs: CLI_LIMIT_MS,
    });
  const verified = await asked('verify');
  return backupEvidence({
    log: outputOf(await asked('show', '--environment', 'production')),
    isWhole: verified.kind === 'ended' && verified.exitCode === 0,
    database,
    maxAgeMs: (await program.facts(place.folder)).backupMaxAgeMs,
    now: new Date(),
  });
}

function outputOf(ending: ProcessEnding): string {
  return ending.kind === 'ended' ? ending.stdout : '';
}
