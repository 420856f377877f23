import type { Policy } from '../policy/policy.ts';
import { displayText } from '../model/display-text.ts';
import { USUAL_NAMES } from '../policy/presets/usual-names.ts';
import type { AlembicStart } from './alembic-starts.ts';
import { AT_THE_ROOT } from './at-the-root.ts';
import { headerLine, writtenOnce, type GeneratedFile, type Generation } from './generated-file.ts';
import { shellWord } from './shell-word.ts';
import { startScript } from './start-script.ts';

export interface ScriptsOptions {
  /** How the scripts start Lockkeeper, as a shell reads it. */
  readonly program: string;
  /** How the start starts Alembic, as a shell reads it. */
  readonly alembic: string;
  /** How Alembic is started, once for each history. Empty: there are no revisions. */
  readonly environments: readonly AlembicStart[];
  /** Configurations that have the same revisions as one of these, for people. */
  readonly leftOut: readonly string[];
}

/** Other programs and people look for exactly these files. */
function wrapped({ generated }: Policy) {
  return [
    {
      path: 'scripts/db_audit.sh',
      command: 'db audit',
      about: 'Says whether development and production are alike and tracked, and writes ops/db_audit/.',
    },
    {
      path: 'scripts/deploy_guard.sh',
      command: 'guard',
      about: 'Says whether what is checked out may be deployed. Run it before every publish.',
    },
    {
      path: generated.stampScript,
      command: 'db stamp',
      about:
        'Marks a production database that is older than Alembic as being at the baseline. Run it once: again, it does nothing.',
    },
  ] as const;
}

const START_SCRIPT_PATH = 'scripts/start_migrations.sh';

/** What start.sh says above the line that starts the server. It holds whether the shell stops at errors or not. */
const START_LINE = `./${START_SCRIPT_PATH} || exit 1`;

/** Scripts of the names that a deployment policy has; what they do is done by Lockkeeper and by Alembic. */
export function generateScripts(policy: Policy, options: ScriptsOptions): Generation {
  const broken = [options.program, options.alembic].find((command) => !/^[^\n\r]*\S[^\n\r]*$/.test(command));
  if (broken !== undefined) {
    return {
      kind: 'problem',
      problem: `${JSON.stringify(broken)} is no command that a script can hold. Write it in one line.`,
    };
  }
  const header = headerLine(writtenBy(options), policy.path);
  const wrappers = wrapped(policy).map(({ path, command, about }) =>
    script(path, [header, `# ${about}`, ...AT_THE_ROOT, run(command, options)]),
  );
  const why = whyNotAtStart(policy, options);
  const start = script(START_SCRIPT_PATH, [header, ...startScript({ ...options, startLine: START_LINE })]);
  const files = why === undefined ? [...wrappers, start] : wrappers;
  const unwanted = [...USUAL_NAMES.stampScript, START_SCRIPT_PATH].filter(
    (path) => !files.some((file) => file.path === path),
  );
  return writtenOnce('generate.stamp_script', {
    kind: 'files',
    files,
    unwanted,
    next: [
      'Commit them: git keeps that they may be run.',
      why ?? `Write into start.sh, above the line that starts the server: ${START_LINE}`,
      ...(why === undefined && options.leftOut.length > 0 ? [leftOutText(options.leftOut)] : []),
    ],
  });
}

function leftOutText(names: readonly string[]): string {
  const shown = names.map(displayText).join(', ');
  return `It leaves out ${shown}, which has the revisions of one that it upgrades. Where it is for another database of the release, upgrade that in start.sh as well.`;
}

/** The command that writes the same again. */
function writtenBy({ program, alembic }: ScriptsOptions): string {
  const given = [
    ...(program === USUAL.program ? [] : ['--program', program]),
    ...(alembic === USUAL.alembic ? [] : ['--alembic', alembic]),
  ];
  return ['lockkeeper generate scripts', ...given.map(shellWord)].join(' ');
}

const USUAL = { program: 'lockkeeper', alembic: 'alembic' } as const;

function script(path: string, lines: readonly string[]): GeneratedFile {
  return { path, text: `${['#!/bin/sh', ...lines].join('\n')}\n`, isExecutable: true };
}

/** Its exit code is that of the script, also where the program is missing. */
function run(command: string, { program, alembic }: ScriptsOptions): string {
  const own = command === 'db stamp' && alembic !== USUAL.alembic ? ` --alembic ${shellWord(alembic)}` : '';
  return `exec ${program} ${command}${own} "$@"`;
}

/** A sentence. */
function whyNotAtStart({ migrations }: Policy, { environments }: ScriptsOptions): string | undefined {
  if (migrations.apply === 'manual_unless_trivial')
    return 'Nothing upgrades the database at the start, because the policy has migrations applied by hand (migrations.apply).';
  if (migrations.isWithoutAlembic || environments.length === 0)
    return 'Nothing upgrades the database at the start, because there are no Alembic revisions here.';
  return undefined;
}
