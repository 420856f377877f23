import { ProgressLocation, l10n, window, type LogOutputChannel, type Uri } from 'vscode';

import { runCli, type CliEnding } from '../cli/cli-process.ts';
import { parseJson } from '../json/json-shape.ts';
import { repositoryRoot } from './repository-root.ts';
import { signalOf } from '../cli/signal-of.ts';
import {
  createConnections,
  type Connections,
  type ConnectionIndex,
  type SecretStore,
} from '../connections/connections.ts';
import { policyFacts, USUAL_FACTS, type PolicyFacts } from '../policy/policy-facts.ts';
import { runProcess, type ProcessEnding } from '../cli/run-process.ts';
import { withoutSecrets } from '../connections/without-secrets.ts';

/** What is run for a repository, with the connections that are kept for it. */
export interface ProgramRunner {
  /** A command of the bundled Lockkeeper, while a notification tells so, by which it can be cancelled. */
  lockkeeper(call: RepositoryCall): Promise<CliEnding>;
  /** A program of the user's. */
  other(call: RepositoryCall & { readonly command: string }): Promise<ProcessEnding>;
  facts(folder: Uri): Promise<PolicyFacts>;
  connections(folder: Uri): Promise<Connections>;
}

export interface RepositoryCall {
  readonly args: readonly string[];
  /** Where it runs. */
  readonly folder: Uri;
  /** What the notification says. */
  readonly title: string;
  /** Where the progress shows in place of a notification: a view, which has no room for words and for cancelling. */
  readonly view?: string;
  readonly timeoutMs: number;
  /** It tells its steps on the error output; cancelled it ends the step that it is in, and still answers. */
  readonly tellsSteps?: true;
  /** How long it may take to put things back once it is cancelled. */
  readonly graceMs?: number;
  /** Addresses of databases, by the variable it reads them from. They go no other way and are logged nowhere. */
  readonly addresses?: Readonly<Record<string, string>>;
}

interface ProgramNeeds {
  readonly cli: string;
  readonly log: LogOutputChannel;
  readonly secrets: SecretStore;
  readonly notes: ConnectionIndex;
}

const FACTS_LIMIT_MS = 60_000;

export function createProgramRunner({ cli, log, ...places }: ProgramNeeds): ProgramRunner {
  return {
    async lockkeeper({ args, folder, title, view, tellsSteps, addresses: env = {}, ...limits }) {
      log.info(`lockkeeper ${args.join(' ')}`);
      const ending = await told({ title, ...(view && { view }) }, (signal, tell) => {
        const hear = (line: string) => tell(stepIn(withoutSecrets(line, Object.values(env))));
        const steps = tellsSteps === true ? { hear, answersWhenStopped: true as const } : {};
        return runCli({ cli, args, cwd: folder.fsPath, env, signal, ...limits, ...steps });
      });
      const shown = readable(ending, Object.values(env));
      log.info(endingText(shown, MOST_LOGGED));
      return shown;
    },
    async other({ command, args, folder, addresses = {}, ...call }) {
      log.info([command, ...args].join(' '));
      const ending = await told(call, (signal) =>
        runProcess({ command, args, cwd: folder.fsPath, timeoutMs: call.timeoutMs, env: addresses, signal }),
      );
      const shown = readable(ending, Object.values(addresses));
      log.info(endingText(shown));
      return shown;
    },
    async facts(folder) {
      const args = ['policy', 'print', '--format', 'json', '--root', folder.fsPath];
      const { signal } = new AbortController();
      const options = { location: ProgressLocation.Window, title: l10n.t('Lockkeeper: reading the policy') };
      const ending = await window.withProgress(options, () =>
        runCli({ cli, args, cwd: folder.fsPath, timeoutMs: FACTS_LIMIT_MS, signal }),
      );
      return (ending.kind === 'ended' ? policyFacts(ending.stdout) : undefined) ?? USUAL_FACTS;
    },
    connections: async (folder) => createConnections((await repositoryRoot(folder)).toString(), places),
  };
}

function told(
  { title, view }: Pick<RepositoryCall, 'title' | 'view'>,
  run: (signal: AbortSignal, tell: (message: string | undefined) => void) => Promise<ProcessEnding>,
): Promise<ProcessEnding> {
  const location = view === undefined ? ProgressLocation.Notification : { viewId: view };
  const options = { location, title, cancellable: true };
  return Promise.resolve(
    window.withProgress(options, (progress, token) =>
      run(signalOf(token), (message) => {
        if (message !== undefined) progress.report({ message });
      }),
    ),
  );
}

const MOST_LOGGED = 2000;

/** How it ended, and what it says beside its answer: where there is none, people look here for the cause. `most`: characters. */
function endingText(ending: ProcessEnding, most = Infinity): string {
  switch (ending.kind) {
    case 'cancelled':
      return 'cancelled';
    case 'timed-out':
      return `stopped after ${ending.seconds} s`;
    case 'broken':
      return ending.problem;
    case 'ended': {
      const { exitCode, stdout, stderr } = ending;
      const rubbish = parseJson(stdout) === undefined ? stdout.trim().slice(0, most) : '';
      return [`exit code ${exitCode}`, stderr.trim(), rubbish].filter(Boolean).join('\n');
    }
  }
}

/** What begins with a space says more about the line before it. */
function stepIn(line: string): string | undefined {
  return /^\S/.test(line) ? line : undefined;
}

/** What a program writes, such as an error of others, may hold the address it was given. */
function readable(ending: ProcessEnding, addresses: readonly string[]): ProcessEnding {
  if (ending.kind !== 'ended') return ending;
  const { stdout, stderr } = ending;
  return {
    ...ending,
    stdout: withoutSecrets(stdout, addresses),
    stderr: withoutSecrets(stderr, addresses),
  };
}
