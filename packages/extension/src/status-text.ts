import type { FolderStatus, ServerStatus } from '@lockkeeper/lsp/protocol';

/** Where the language server stands in its life. */
export type ServerPhase = 'off' | 'starting' | 'restarting' | 'running' | 'stopped';

export interface StatusInput {
  readonly phase: ServerPhase;
  /** What the server said last; `undefined` until it has looked. */
  readonly status: ServerStatus | undefined;
  /** The folder of the open file, as the server spells it; `undefined` when it lies in none. */
  readonly folder: FolderStatus | undefined;
  readonly trusted: boolean;
}

export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly severity: 'information' | 'warning' | 'error';
  readonly busy: boolean;
  readonly action: 'open-policy' | 'restart-server' | 'check-workspace' | undefined;
}

/** What the language status says about the open file, in words a user can act on. */
export function statusText(input: StatusInput): StatusText {
  switch (input.phase) {
    case 'off':
      return says('Lockkeeper is off', { detail: 'Switch on the setting lockkeeper.enable.' });
    case 'starting':
      return says('Lockkeeper is starting', { busy: true });
    case 'restarting':
      return says('Lockkeeper is restarting', { busy: true });
    case 'stopped':
      return says('Lockkeeper has stopped', {
        detail: 'Nothing is judged. Restart the server.',
        severity: 'error',
        action: 'restart-server',
      });
    case 'running':
      return ofRunning(input);
  }
}

function ofRunning(input: StatusInput): StatusText {
  const { status, folder } = input;
  if (status === undefined) return says('Lockkeeper is looking', { busy: true });
  if (folder === undefined || folder.policy === null) {
    return says('Lockkeeper: no policy', {
      detail: facts('There is no lockkeeper.yaml here', input),
      action: 'open-policy',
    });
  }
  const detail = facts(nameOf(folder.policy.uri), input);
  const trouble = troubleIn(folder, folder.policy.problems);
  if (trouble !== undefined) {
    return says(`Lockkeeper: ${trouble}`, { detail, severity: 'error', action: 'open-policy' });
  }
  const { findings } = folder;
  return says(`Lockkeeper: ${findings === 0 ? 'no findings' : counted(findings, 'finding')}`, {
    detail,
    severity: findings === 0 ? 'information' : 'warning',
    action: 'check-workspace',
  });
}

/** Why the number of findings would say nothing. */
function troubleIn({ problem, crashed = [] }: FolderStatus, policyProblems: number): string | undefined {
  if (policyProblems > 0) return `the policy has ${counted(policyProblems, 'problem')}`;
  if (problem !== undefined) return 'not judged';
  return crashed.length > 0 ? `${counted(crashed.length, 'rule')} crashed` : undefined;
}

/** Which policy, which branch, which version, and what waits: the questions users ask first. */
function facts(about: string, { status, folder, trusted }: StatusInput): string {
  return [about, ...(folder === undefined ? [] : factsOf(folder)), `version ${status?.version ?? 'unknown'}`]
    .concat(trusted ? [] : ['restricted: git is not asked'])
    .concat(waitingByReason(folder?.waiting ?? []))
    .join(' · ');
}

function factsOf({ problem, crashed = [], branch }: FolderStatus): readonly string[] {
  return [problem, ...crashed, branch].filter((fact) => typeof fact === 'string');
}

/** Such as `2 subjects wait: GitHub is not asked yet`. */
function waitingByReason(waiting: FolderStatus['waiting']): readonly string[] {
  const counts = new Map<string, number>();
  for (const { reason, count } of waiting) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return Array.from(counts, ([reason, count]) => {
    return `${counted(count, 'subject')} ${count === 1 ? 'waits' : 'wait'}: ${reason}`;
  });
}

function nameOf(uri: string): string {
  const encoded = uri.split('/').at(-1) ?? uri;
  return decodeURIComponent(encoded);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function says(text: string, more: Partial<StatusText>): StatusText {
  return { text, detail: '', severity: 'information', busy: false, action: undefined, ...more };
}
