import { fork } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {import('./lane.mjs').LaneSetup} LaneSetup
 * @typedef {import('./lane.mjs').LaneRequest} LaneRequest
 * @typedef {import('./lane.mjs').LaneAnswer} LaneAnswer
 */

/** A lane that starts when it is needed, and again after it was ended. */
export class Lane {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  #setup;

  /** @param {LaneSetup} setup */
  constructor(setup) {
    this.#setup = setup;
  }

  /**
   * @param {LaneRequest} request
   * @param {number} limit in milliseconds
   * @returns {Promise<LaneAnswer | 'hangs'>}
   */
  async run(request, limit) {
    const child = this.#child ?? (await this.#start());
    const answer = nextMessage(child, limit);
    child.send(request);
    const heard = await answer;
    if (heard === 'hangs') this.end();
    return /** @type {LaneAnswer | 'hangs'} */ (heard);
  }

  /** Ends vitest and everything it started. */
  end() {
    const pid = this.#child?.pid;
    this.#child = undefined;
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  }

  async #start() {
    const child = fork(fileURLToPath(new URL('lane.mjs', import.meta.url)), {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, LOCKKEEPER_MUTANTS_LANE: JSON.stringify(this.#setup) },
    });
    this.#child = child;
    await nextMessage(child, 120_000);
    return child;
  }
}

/** @param {import('node:child_process').ChildProcess} child @param {number} limit @returns {Promise<unknown>} */
function nextMessage(child, limit) {
  return new Promise((resolve) => {
    const done = (/** @type {unknown} */ message) => {
      clearTimeout(timer);
      child.off('message', done);
      child.off('exit', gone);
      resolve(message);
    };
    const gone = () => done('hangs');
    const timer = setTimeout(gone, limit);
    child.once('message', done);
    child.once('exit', gone);
  });
}
