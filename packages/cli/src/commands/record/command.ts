import type { Command } from 'commander';

import { withAnswerFormat, withColor, withPlace, withRoot } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type {
  RecordBackupOptions,
  RecordBeginOptions,
  RecordDeployedOptions,
  RecordMirrorOptions,
  RecordOnceOptions,
  RecordOptions,
  RecordRepairOptions,
} from './options.ts';

export function addRecord(program: Command, { world, end }: CommandContext): void {
  const record = program
    .command('record')
    .summary('show and verify the record of the last good deploy')
    .description(
      'Works with the deploy record: the commit that production returns to. It is infrastructure/last-good-deploy.json unless the policy names another file. If the policy names services, each has a record in each environment.',
    );
  const show = record
    .command('show')
    .summary('print the record')
    .description('Prints the record without verifying it. Run `record verify` before you rely on it.');
  withRecord(withPlace(show)).action(async (options: RecordOptions) => {
    const { runRecordShow } = await import('./run-show.ts');
    end(await runRecordShow(options, world));
  });
  const verify = record
    .command('verify')
    .summary('verify the record')
    .description(
      'Verifies that the record is complete and written by a program, not by hand. Its commit must be in the local history, and it must agree with the audit log.',
    )
    .addHelpText('after', EXAMPLES);
  withRecord(withColor(withPlace(withAnswerFormat(verify)))).action(async (options: RecordOptions) => {
    const { runRecordVerify } = await import('./run-verify.ts');
    end(await runRecordVerify(options, world));
  });
  addDeployed(record, { world, end });
  addOnce(record, { world, end });
  addBackup(record, { world, end });
  addBegin(record, { world, end });
  addMirror(record, { world, end });
  addRepair(record, { world, end });
}

/** Which record, of those that there are. */
function withRecord(command: Command): Command {
  return command
    .option('--environment <name>', 'environment of the record', 'production')
    .option('--service <name>', 'service from deployment.services in the policy; default: the first');
}

function addDeployed(record: Command, { world, end }: Pick<CommandContext, 'world' | 'end'>): void {
  const deployed = record
    .command('deployed')
    .summary('record a healthy deploy')
    .description(
      'Writes a healthy deploy to the audit log, then to the record. Call it in the deploy workflow, after the deploy. If the policy has a probe (deployment.probes), the service itself must report this commit. It refuses to build on a record or log that is not intact.',
    )
    .requiredOption('--commit <commit>', 'deployed commit; must be in the local history')
    .requiredOption('--environment <name>', 'environment, such as production')
    .option('--service <name>', 'service from deployment.services in the policy; default: the first')
    .addHelpText('after', DEPLOYED_EXAMPLES);
  withRoot(withAnswerFormat(deployed)).action(async (options: RecordDeployedOptions) => {
    const { runRecordDeployed } = await import('./run-deployed.ts');
    end(await runRecordDeployed(options, world));
  });
}

function addRepair(record: Command, { world, end }: Pick<CommandContext, 'world' | 'end'>): void {
  const repair = record
    .command('repair')
    .summary('accept log and records after an intended rewrite')
    .description(
      'Records that somebody accepts a log and records that earlier commits contradict. Use it after a history rewrite that removed a secret, or after a change of signers. It leaves log and records as they are. If the policy names signers, one of those in the log must sign it.',
    )
    .requiredOption('--reason <text>', 'why; recorded in the audit log')
    .addHelpText('after', REPAIR_EXAMPLES);
  withRoot(withAnswerFormat(repair)).action(async (options: RecordRepairOptions) => {
    const { runRecordRepair } = await import('./run-repair.ts');
    end(await runRecordRepair(options, world));
  });
}

function addOnce(record: Command, { world, end }: Pick<CommandContext, 'world' | 'end'>): void {
  const once = record
    .command('once')
    .summary('record that a run-once migration ran')
    .description(
      'Records in the audit log that a run-once revision ran in an environment. The policy lists such revisions in migrations.once. The guard then refuses whatever would run it again.',
    )
    .argument('<revision>', 'id of the revision')
    .requiredOption('--environment <name>', 'environment where it ran, such as production')
    .addHelpText('after', ONCE_EXAMPLES);
  withRoot(once).action(async (revision: string, options: RecordOnceOptions) => {
    const { runRecordOnce } = await import('./run-once.ts');
    end(await runRecordOnce(revision, options, world));
  });
}

function addBackup(record: Command, { world, end }: Pick<CommandContext, 'world' | 'end'>): void {
  const backup = record
    .command('backup')
    .summary('record a backup of production')
    .description(
      'Records a pg_dump file as a backup of the production database. It compares the two, and writes the database, the time, the SHA-256 and the size to the audit log. The guard requires a backup before a migration that is not trivial.',
    )
    .argument('<file>', 'dump file')
    .option('--environment <name>', 'environment of the database', 'production')
    .addHelpText('after', BACKUP_EXAMPLES);
  withRoot(backup).action(async (file: string, options: RecordBackupOptions) => {
    const { runRecordBackup } = await import('./run-backup.ts');
    end(await runRecordBackup(file, options, world));
  });
}

function addBegin(record: Command, { world, end }: Pick<CommandContext, 'world' | 'end'>): void {
  const begin = record
    .command('begin')
    .summary('create the records branch from the records in the tree')
    .description(
      'Creates the records branch on the remote, from the records in the tree. The policy must say `deployment: { records: { mode: branch } }`. An existing branch stays as it is.',
    )
    .addHelpText('after', BEGIN_EXAMPLES);
  withRoot(begin).action(async (options: RecordBeginOptions) => {
    const { runRecordBegin } = await import('./run-begin.ts');
    end(await runRecordBegin(options, world));
  });
}

function addMirror(record: Command, { world, end }: Pick<CommandContext, 'world' | 'end'>): void {
  const mirror = record
    .command('mirror')
    .summary('push a copy of the records, for a pull request into main')
    .description(
      'Copies the verified records branch into a commit on top of main. It pushes the commit to a branch, from which you can open a pull request. It replaces an earlier copy there, but never other work, and checks nothing out. The policy must say `deployment: { records: { mode: branch } }`.',
    )
    .option(
      '--base <branch>',
      'branch to merge the copy into; default: the one branch from which the policy deploys production, else the first of the remote',
    )
    .option('--branch <branch>', 'branch for the copy', 'lockkeeper/records-copy')
    .addHelpText('after', MIRROR_EXAMPLES);
  withRoot(mirror).action(async (options: RecordMirrorOptions) => {
    const { runRecordMirror } = await import('./run-mirror.ts');
    end(await runRecordMirror(options, world));
  });
}

const DEPLOYED_EXAMPLES = `
Examples:
  lockkeeper record deployed --commit HEAD --environment production
  lockkeeper record deployed --commit HEAD --environment staging --service worker

Exit codes:
  0  recorded, now or earlier
  1  the record or log is not intact, or another commit runs; nothing written
  2  something could not be checked; nothing was written
  3  the log cannot be written`;

const REPAIR_EXAMPLES = `
Examples:
  lockkeeper record repair --reason 'history rewritten to remove a leaked key, see INC-12'

Exit codes:
  0  recorded
  2  the history could not be read, or the log contradicts itself
  3  the log cannot be written or signed`;

const MIRROR_EXAMPLES = `
Examples:
  lockkeeper record mirror
  lockkeeper record mirror --base main --branch bot/deploy-records

Exit codes:
  0  the branch has the copy, or there is nothing to copy
  1  the records are not intact
  2  the policy keeps the records in the tree, something could not be checked,
     or the branch holds other work
  3  the remote cannot be reached or written`;

const BEGIN_EXAMPLES = `
Examples:
  lockkeeper record begin

Exit codes:
  0  the branch exists, or there are no records yet
  2  the policy keeps the records in the tree
  3  the remote cannot be reached or written`;

const EXAMPLES = `
Examples:
  lockkeeper record verify
  lockkeeper record verify --format json
  lockkeeper record verify --environment staging --service worker

Exit codes:
  0  everything in the record is correct
  1  something in it is wrong
  2  something could not be checked, or there is no record`;

const BACKUP_EXAMPLES = `
Examples:
  pg_dump --format=custom --file shop.dump --host db.example.com --username shop shop
  lockkeeper record backup shop.dump

Exit codes:
  0  recorded
  2  not a complete dump of production, or production could not be read
  3  the log cannot be written`;

const ONCE_EXAMPLES = `
Examples:
  lockkeeper record once 9c1d7e2f4a6b --environment production

Exit codes:
  0  recorded
  2  the policy does not list it, or somebody else changed the log
  3  the log cannot be written`;
