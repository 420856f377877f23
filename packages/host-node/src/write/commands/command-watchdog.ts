import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** Ends a command once nobody says any more that it may go on. */
export interface CommandWatchdog {
  /** What the command is started with, so that it is found also where we are killed before we know its number. */
  readonly env: NodeJS.ProcessEnv;
  /** The command runs from now on. */
  watch(pid: number): void;
  /** It may go on until then, in milliseconds of `Date.now()`. */
  allow(untilMs: number): void;
  /** It has ended by itself. */
  stop(): void;
}

/**
 * Starts a process of its own, in no group of ours: it goes on where we are stopped, and hears where we are killed. It is
 * started before the command, which otherwise runs unwatched where we are killed in between. The command and
 * all that it started get SIGTERM then, and after a while SIGKILL. A command that leads a group or a session ends with what is
 * in it, also with that whose parent has ended; what was given a session of its own was started for good, and goes on once
 * its parent has ended.
 */
export function startWatchdog(env: NodeJS.ProcessEnv, untilMs: number): CommandWatchdog {
  const mark = `${MARK}=${randomUUID()}`;
  const watchdog = spawn(process.execPath, ['-e', PROGRAM, mark, String(untilMs)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env['PATH'], ELECTRON_RUN_AS_NODE: '1' },
    windowsHide: true,
  });
  // It may have ended before it hears that there is nothing to do any more.
  watchdog.stdin.on('error', () => undefined);
  watchdog.on('error', () => undefined);
  watchdog.unref();
  const say = (line: string) => void watchdog.stdin.write(`${line}\n`);
  return {
    env: { ...env, [MARK]: mark.slice(MARK.length + 1) },
    watch: (pid) => say(`command ${pid}`),
    allow: (until) => say(`until ${until}`),
    stop: () => void watchdog.stdin.end('over\n'),
  };
}

const MARK = 'LOCKKEEPER_COMMAND';

/** How long what gets SIGTERM has to end by itself, in milliseconds. */
const GRACE_MS = 5000;

/** Whole in one text, since it is started from whatever file we are bundled into. */
const PROGRAM = `
const { execFileSync } = require('node:child_process');
const mark = process.argv[1];
let command;
let until = Number(process.argv[2]);
let heard = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => {
  const lines = (heard + text).split('\\n');
  heard = lines.pop();
  for (const line of lines) {
    if (line === 'over') process.exit(0);
    const [what, number] = line.split(' ');
    if (what === 'command') command = Number(number);
    else until = Number(number);
  }
});
process.stdin.on('end', end);
const looking = setInterval(() => Date.now() >= until && end(), 100);

function end() {
  clearInterval(looking);
  const roots = command === undefined ? marked() : [command];
  const all = withDescendants(roots);
  tell([...roots.map((pid) => -pid), ...all], 'SIGTERM');
  setTimeout(() => {
    tell([...roots.map((pid) => -pid), ...new Set([...all, ...withDescendants(roots)])], 'SIGKILL');
    process.exit(0);
  }, ${GRACE_MS});
}

function tell(pids, signal) {
  for (const pid of pids)
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended, or is no group.
    }
}

/** Whoever started the command was killed before it said which one it is. */
function marked() {
  return lines(['axeww', '-o', 'pid=,args='])
    .filter((line) => line.includes(mark))
    .map((line) => parseInt(line, 10))
    .filter((pid) => pid !== process.pid);
}

function withDescendants(roots) {
  const rows = lines(['-A', '-o', 'pid=,ppid=,pgid=,sess=']).map((line) => line.trim().split(/\\s+/).map(Number));
  const found = new Set(roots);
  for (const [pid, , group, session] of rows) if (roots.includes(group) || roots.includes(session)) found.add(pid);
  for (const one of found) for (const [pid, parent] of rows) if (parent === one) found.add(pid);
  return [...found];
}

function lines(args) {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', maxBuffer: 1 << 28 }).trim().split('\\n');
  } catch {
    // Where there is no ps, the command itself and its group are all that is known.
    return [];
  }
}
`;
