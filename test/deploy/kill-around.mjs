// Loaded into the program before anything else: writes down each time that the program lets another one change something,
// and ends the program as `kill -9` does, before or behind one of those times.
import childProcess from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';

const { KILL_PROGRAM, KILL_NOTES = '', KILL_AT = '' } = process.env;
/** The n-th change, or the first whose name begins with this; and `before` or `behind` it. */
const [at = '', when] = KILL_AT.split(' ');
const { spawn } = childProcess;
let changes = 0;

/** @param {string} command @param {readonly string[]} args what of it changes the world; `undefined`: it only looks */
function changeOf(command, args) {
  const words = [command, ...args].join(' ');
  const push = /\bpush\b.*?(refs\/\S+)$/.exec(words);
  if (push !== null) return `push ${push[1]?.replace(/^[^:]*:/, '').replace(/[0-9a-f]{8,}/, '*')}`;
  if (/\bops\/deploy\.mjs\b/.test(words)) return 'deploy';
  return /\bdowngrade\b/.test(words) ? 'downgrade' : undefined;
}

function die() {
  process.kill(process.pid, 'SIGKILL');
}

if (process.argv[1] === KILL_PROGRAM) {
  childProcess.spawn = /** @type {typeof spawn} */ (
    (/** @type {string} */ command, /** @type {readonly string[]} */ args, /** @type {object} */ options) => {
      const change = changeOf(command, args);
      if (change === undefined) return spawn(command, args, options);
      changes += 1;
      appendFileSync(KILL_NOTES, `${change}\n`);
      const isNow = changes === Number(at) || (at !== '' && change.startsWith(at));
      if (isNow && when === 'before') die();
      const child = spawn(command, args, options);
      if (isNow && when === 'behind') child.prependListener('exit', die);
      return child;
    }
  );
  syncBuiltinESMExports();
}
