import { spawn } from 'node:child_process';
import process from 'node:process';

import { temporaryFolder } from '../../packages/host-node/src/testing/temporary-repository.ts';
import { PROGRAM, quietEnvironment, type Ended } from '../cli/lockkeeper-process.ts';

export interface HookRun {
  readonly cwd: string;
  /** What stands on standard input; `undefined`: nothing, and it does not end. */
  readonly input: string | Uint8Array | undefined;
  readonly env?: Readonly<Record<string, string>>;
  /** Another copy of the program. */
  readonly program?: string;
}

/** Calls a hook of the program as it is published, the way other programs do. */
export function callHook(
  args: readonly string[],
  { cwd, input, env = {}, program = PROGRAM }: HookRun,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'hook', ...args], {
      cwd,
      env: { ...quietEnvironment(), XDG_STATE_HOME: stateFolder(), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    // A hook that has seen enough stops reading.
    child.stdin.on('error', () => child.stdin.destroy());
    if (input !== undefined) child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

let state: string | undefined;

/** Where the sessions of one test file are recorded. */
function stateFolder(): string {
  return (state ??= temporaryFolder());
}

/** What Claude Code writes to a hook when a session begins. */
export function atStart(cwd: string): Readonly<Record<string, unknown>> {
  return {
    session_id: sessionIn(cwd),
    transcript_path: '/home/ada/.claude/projects/shop/abc123.jsonl',
    cwd,
    hook_event_name: 'SessionStart',
    source: 'startup',
  };
}

/** One session a folder. */
function sessionIn(cwd: string): string {
  return `session in ${cwd}`;
}

/** What Claude Code writes to a hook before a tool is used. */
export function beforeTool(
  cwd: string,
  tool: string,
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return {
    session_id: 'abc123',
    transcript_path: '/home/ada/.claude/projects/shop/abc123.jsonl',
    cwd,
    permission_mode: 'default',
    hook_event_name: 'PreToolUse',
    tool_name: tool,
    tool_input: input,
    tool_use_id: 'toolu_01ABC',
  };
}

/** What Claude Code writes to a hook when the agent has finished. */
export function atStop(cwd: string, stopHookActive: boolean): Readonly<Record<string, unknown>> {
  return {
    session_id: sessionIn(cwd),
    transcript_path: '/home/ada/.claude/projects/shop/abc123.jsonl',
    cwd,
    permission_mode: 'default',
    hook_event_name: 'Stop',
    stop_hook_active: stopHookActive,
  };
}

export function claudeCode(cwd: string, event: object, env: HookRun['env'] = {}): Promise<Ended> {
  return callHook(['claude-code'], { cwd, input: JSON.stringify(event), env });
}
