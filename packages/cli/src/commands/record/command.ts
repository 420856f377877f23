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
      'What concerns the deploy record, infrastructure/LAST_PROD_DEPLOY.json unless the policy names another: the commit that production returns to. Where the policy names services, each has a record in each environment.',
    );
  const show = record
    .command('show')
    .summary('print the record')
    .description('Prints the record as it is. Whether it can be relied on says `record verify`.');
  withRecord(withPlace(show)).action(async (options: RecordOptions) => {
    const { runRecordShow } = await import('./run-show.ts');
    end(await runRecordShow(options, world));
  });
  const verify = record
    .command('verify')
    .summary('say whether the record can be relied on')
    .description(
      'Says whether the record is whole, was written by a program and not by hand, names a commit of the history here, and agrees with the audit log.',
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
    .option('--environment <name>', 'where it was deployed, of what the policy names', 'production')
    .option('--service <name>', 'one of deployment.services in the policy; default: the first');
}

function addDeployed(record: Command, { world, end }: Pick<CommandContext, 'world' | 'end'>): void {
  const deployed = record
    .command('deployed')
    .summary('write down that a commit is deployed')
    .description(
      'Writes the entry of a healthy deploy into the audit log, then the record that names it. Call it in the workflow that deploys, once the deploy is done. Where the policy has a probe for the place (deployment.probes), the service has to say that it runs this commit. A record or log that does not hold is not built on.',
    )
    .requiredOption('--commit <commit>', 'what was deployed; it has to be part of the history here')
    .requiredOption('--environment <name>', 'where, such as production')
    .option('--service <name>', 'one of deployment.services in the policy; default: the first')
    .addHelpText('after', DEPLOYED_EXAMPLES);
  withRoot(withAnswerFormat(deployed)).action(async (options: RecordDeployedOptions) => {
    const { runRecordDeployed } = await import('./run-deployed.ts');
    end(await runRecordDeployed(options, world));
  });
}

function addRepair(record: Command, { world, end }: Pick<CommandContext, 'world' | 'end'>): void {
  const repair = record
    .command('repair')
    .summary('answer for log and records after a rewrite that was meant')
    .description(
      'Adds to the audit log that somebody answers for it that log and records are not what earlier commits held, such as after a history was rewritten to take a secret out, or for other signers than before. Log and records stay as they are. Where the policy names signers, one of those whom the log names has to sign it.',
    )
    .requiredOption('--reason <text>', 'why; shown to everybody who reads the log')
    .addHelpText('after', REPAIR_EXAMPLES);
  withRoot(withAnswerFormat(repair)).action(async (options: RecordRepairOptions) => {
    const { runRecordRepair } = await import('./run-repair.ts');
    end(await runRecordRepair(options, world));
  });
}

function addOnce(record: Command, { world, end }: Pick<CommandContext, 'world' | 'end'>): void {
  const once = record
    .command('once')
    .summary('write down that a migration ran which may run only once')
    .description(
      'Adds to the audit log that a revision which the policy names in migrations.once has run in an environment. The guard then refuses whatever would run it again.',
    )
    .argument('<revision>', 'its id')
    .requiredOption('--environment <name>', 'where it ran, such as production')
    .addHelpText('after', ONCE_EXAMPLES);
  withRoot(once).action(async (revision: string, options: RecordOnceOptions) => {
    const { runRecordOnce } = await import('./run-once.ts');
    end(await runRecordOnce(revision, options, world));
  });
}

function addBackup(record: Command, { world, end }: Pick<CommandContext, 'world' | 'end'>): void {
  const backup = record
    .command('backup')
    .summary('write down a backup of production')
    .description(
      'Looks at a file that pg_dump made and at the production database, and adds to the audit log which backup of which database it is, when it was made, its SHA-256 and its size. The guard asks for one before a migration that is not trivial.',
    )
    .argument('<file>', 'the dump')
    .option('--environment <name>', 'whose database it is', 'production')
    .addHelpText('after', BACKUP_EXAMPLES);
  withRoot(backup).action(async (file: string, options: RecordBackupOptions) => {
    const { runRecordBackup } = await import('./run-backup.ts');
    end(await runRecordBackup(file, options, world));
  });
}

function addBegin(record: Command, { world, end }: Pick<CommandContext, 'world' | 'end'>): void {
  const begin = record
    .command('begin')
    .summary('make the branch of the records of what the tree has')
    .description(
      'Where the policy says `deployment: { records: { mode: branch } }` and the tree has records of before: makes the branch on the remote, which begins with them. A branch that is there stays as it is.',
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
    .summary('push a copy of the records for a pull request into main')
    .description(
      'Where the policy says `deployment: { records: { mode: branch } }`: copies what lies on that branch, once it is verified, into a commit on top of main, and pushes that to a branch of which a pull request can be made. An earlier copy on that branch is replaced, the work of others never. Nothing is checked out.',
    )
    .option(
      '--base <branch>',
      'where the copy is to be merged; default: the one branch from which the policy deploys production, else the first of the remote',
    )
    .option('--branch <branch>', 'which branch gets the copy', 'lockkeeper/records-copy')
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
  0  it is written down, or was before
  1  the record or the log does not hold, or another commit runs there; nothing was written
  2  something could not be looked at; nothing was written
  3  the log cannot be written`;

const REPAIR_EXAMPLES = `
Examples:
  lockkeeper record repair --reason 'history rewritten to remove a leaked key, see INC-12'

Exit codes:
  0  it is written down
  2  the history could not be read, or the log does not hold in itself
  3  the log cannot be written or signed`;

const MIRROR_EXAMPLES = `
Examples:
  lockkeeper record mirror
  lockkeeper record mirror --base main --branch bot/deploy-records

Exit codes:
  0  the branch has the copy, or there is nothing to copy
  1  the records do not hold
  2  the policy keeps the records in the tree, something could not be looked at, or the branch holds
     what is no copy
  3  the remote cannot be reached or written`;

const BEGIN_EXAMPLES = `
Examples:
  lockkeeper record begin

Exit codes:
  0  the branch is there, or there is nothing yet that it could hold
  2  the policy keeps the records in the tree
  3  the remote cannot be reached or written`;

const EXAMPLES = `
Examples:
  lockkeeper record verify
  lockkeeper record verify --format json
  lockkeeper record verify --environment staging --service worker

Exit codes:
  0  everything that it says holds
  1  something does not hold
  2  something could not be looked at, or there is no record`;

const BACKUP_EXAMPLES = `
Examples:
  pg_dump --format=custom --file shop.dump --host db.example.com --username shop shop
  lockkeeper record backup shop.dump

Exit codes:
  0  it is written down
  2  it is no whole dump of production, or production was not seen
  3  the log cannot be written`;

const ONCE_EXAMPLES = `
Examples:
  lockkeeper record once 9c1d7e2f4a6b --environment production

Exit codes:
  0  it is written down
  2  the policy does not name it, or the log was changed by somebody else
  3  the log cannot be written`;
