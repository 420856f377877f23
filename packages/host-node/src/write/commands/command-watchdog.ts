import { spawn } from 'node:child_process';

/** Ends a command once nobody says any more that it may go on. */
export interface CommandWatchdog {
  /** It may go on until then, in milliseconds of `Date.now()`. */
  allow(untilMs: number): void;
  /** It has ended by itself. */
  stop(): void;
}

/**
 * A process of its own, in no group of ours: it goes on where we are stopped, and hears where we are killed. The command and
 * all that it started get SIGTERM then, and after a while SIGKILL. A command that leads a group or a session ends with what is
 * in it, also with that whose parent has ended; what was given a session of its own was started for good, and goes on once
 * its parent has ended.
 */
export function watchCommand(pid: number, untilMs: number): CommandWatchdog {
  const watchdog = spawn(process.execPath, ['-e', PROGRAM, String(pid), String(untilMs)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env['PATH'], ELECTRON_RUN_AS_NODE: '1' },
    windowsHide: true,
  });
  // It may have ended before it hears that there is nothing to do any more.
  watchdog.stdin.on('error', () => undefined);
  watchdog.on('error', () => undefined);
  watchdog.unref();
  return {
    allow: (until) => void watchdog.stdin.write(`${until}\n`),
    stop: () => void watchdog.stdin.end('over\n'),
  };
}

/** How long what gets SIGTERM has to end by itself, in milliseconds. */
const GRACE_MS = 5000;

/** Whole in one text, since it is started from whatever file we are bundled into. */
const PROGRAM = `
const { execFileSync } = require('node:child_process');
const command = Number(process.argv[1]);
let until = Number(process.argv[2]);
let heard = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => {
  heard += text;
  if (heard.includes('over')) process.exit(0);
  const [last] = heard.split('\\n').slice(-2);
  if (last !== '' && Number(last) > 0) until = Number(last);
});
process.stdin.on('end', end);
const looking = setInterval(() => Date.now() >= until && end(), 100);

function end() {
  clearInterval(looking);
  const all = withDescendants(command);
  tell([-command, ...all], 'SIGTERM');
  setTimeout(() => {
    tell([-command, ...new Set([...all, ...withDescendants(command)])], 'SIGKILL');
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

function withDescendants(root) {
  let lines = [];
  try {
    lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,sess='], { encoding: 'utf8' }).trim().split('\\n');
  } catch {
    // Where there is no ps, the command itself and its group are all that is known.
  }
  const rows = lines.map((line) => line.trim().split(/\\s+/).map(Number));
  const found = new Set([root]);
  for (const [pid, , group, session] of rows) if (group === root || session === root) found.add(pid);
  for (const one of found) for (const [pid, parent] of rows) if (parent === one) found.add(pid);
  return [...found];
}
`;
