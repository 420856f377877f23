import { spawn } from 'node:child_process';

/** What a failing program said last is enough to see why. */
const KEPT = 1000;

/**
 * Runs a program that nobody watches, and leaves the event loop free meanwhile.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string>} [environment] besides that of this process
 * @returns {Promise<void>} Rejects with what it said, unless it ends well.
 */
export function runQuietly(program, args, environment = {}) {
  return new Promise((done, failed) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (said = `${said}${text}`.slice(-KEPT)));
    child.on('error', failed);
    child.on('close', (code) =>
      code === 0 ? done() : failed(new Error(`${program} ${args.join(' ')} failed: ${said.trim()}`)),
    );
  });
}
