import { Command } from 'commander';

import { addAudit } from './commands/audit/command.ts';
import { addBaseline } from './commands/baseline/command.ts';
import { addCheck } from './commands/check/command.ts';
import { addChecklist } from './commands/checklist/command.ts';
import { addCompletion } from './commands/completion/command.ts';
import { addDb } from './commands/db/command.ts';
import { addDeps } from './commands/deps/command.ts';
import { addExplain } from './commands/explain/command.ts';
import { addGenerate } from './commands/generate/command.ts';
import { addGuard } from './commands/guard/command.ts';
import { addHook } from './commands/hook/command.ts';
import { addInit } from './commands/init/command.ts';
import { addLock, addLocks, addUnlock } from './commands/lock/command.ts';
import { addMigrations } from './commands/migrations/command.ts';
import { addPlan } from './commands/plan/command.ts';
import { addPolicy } from './commands/policy/command.ts';
import { addRecord } from './commands/record/command.ts';
import {
  addAbandon,
  addApprove,
  addBlock,
  addDeploy,
  addHold,
  addPromote,
  addRelease,
  addResume,
  addRollback,
  addStatus,
} from './commands/release/command.ts';
import { addReport } from './commands/report/command.ts';
import { addSchema } from './commands/schema/command.ts';
import { addSimulate } from './commands/simulate/command.ts';
import { addUpdate } from './commands/update/command.ts';
import { PIPED_COLUMNS } from './command-line/piped-columns.ts';
import type { CommandContext } from './command-line/command-context.ts';
import type { World } from './world.ts';

/** The tree of commands, or as much of it as is asked for. What a command does is loaded when it is called, so that help and version come at once. */
export function createProgram(world: World, end: CommandContext['end']): Command {
  const context = { world, end };
  const program = new Command('lockkeeper')
    .description(
      'Policy as code: one policy file, one verdict in the editor, in CI and at the deploy button.',
    )
    .version(world.installation.version, '-V, --version', 'print the version')
    // A command and those below it may have options of the same names.
    .enablePositionalOptions()
    .helpOption('-h, --help', 'print help')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      // main.ts words what is wrong.
      outputError: () => undefined,
      getOutHelpWidth: () => world.stdout.columns ?? PIPED_COLUMNS,
      getErrHelpWidth: () => world.stderr.columns ?? PIPED_COLUMNS,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('after', EXAMPLES);
  const wanted = commandsFor(world.argv[0]);
  for (const [heading, commands] of GROUPS) {
    program.commandsGroup(heading);
    for (const [name, add] of Object.entries(commands)) if (wanted(name)) add(program, context);
  }
  return program.helpCommand('help [command]', 'print help for a command');
}

/** A command line of one command needs no other; completion names all, and so does help. */
function commandsFor(asked = ''): (name: string) => boolean {
  const isOne = asked !== 'completion' && GROUPS.some(([, commands]) => Object.hasOwn(commands, asked));
  return (name) => !isOne || name === asked;
}

/** In the order in which they are met. */
const GROUPS: readonly (readonly [heading: string, commands: Readonly<Record<string, AddCommand>>])[] = [
  ['Start:', { init: addInit, check: addCheck, explain: addExplain }],
  [
    'Policy:',
    {
      policy: addPolicy,
      baseline: addBaseline,
      simulate: addSimulate,
      generate: addGenerate,
      hook: addHook,
    },
  ],
  [
    'Dependencies, migrations and databases:',
    { deps: addDeps, migrations: addMigrations, db: addDb, plan: addPlan },
  ],
  [
    'Deploys:',
    {
      guard: addGuard,
      checklist: addChecklist,
      report: addReport,
      status: addStatus,
      deploy: addDeploy,
      promote: addPromote,
      rollback: addRollback,
      approve: addApprove,
      resume: addResume,
      abandon: addAbandon,
      hold: addHold,
      release: addRelease,
      block: addBlock,
    },
  ],
  [
    'Records and locks:',
    { record: addRecord, audit: addAudit, lock: addLock, unlock: addUnlock, locks: addLocks },
  ],
  ['Services that update themselves:', { update: addUpdate }],
  ['Shells and programs:', { completion: addCompletion, schema: addSchema }],
];

type AddCommand = (program: Command, context: CommandContext) => void;

const EXAMPLES = `
Examples:
  lockkeeper init               create lockkeeper.yaml from this repository
  lockkeeper check              judge the files on disk and the unmerged changes
  lockkeeper check db/1.sql     judge one file; works without a policy too
  lockkeeper check --base main  judge the changes since main, by its policy
  lockkeeper check --fix        apply the fixes that need no review
  lockkeeper explain            list the rules

Exit codes:
  0  passed
  1  findings, or the guard refused
  2  wrong usage, an unusable policy, or a missing proof at stage ci or deploy
  3  technical error, or a rule crashed
  4  somebody else holds the lock
  5  the service did not become healthy; the previous version runs again
  6  the service did not become healthy, and the rollback failed
  7  somebody must approve it, or find out what happened`;
