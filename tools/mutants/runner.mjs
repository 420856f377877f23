import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { VitestTestRunner } from 'vitest/runners';

import { ORDERS } from './sources.mjs';

/**
 * What the runner is told, in the file that `LOCKKEEPER_MUTANTS_ORDERS` names.
 *
 * @typedef {object} RunnerOrders
 * @property {number} active the mutant that is awake; 0 for none
 * @property {number} limit so many times it may be asked for in one test: more is an endless loop
 * @property {number} count of all mutants
 * @property {Readonly<Record<string, readonly string[]>>} only titles of the tests to run, by file; others run whole
 * @property {readonly string[]} without files and titles of tests that fail without a mutant
 * @property {string} running file that says which test is running
 * @property {string} [reached] file to write to what each test reached
 * @property {string} [heard] file by which the programs that tests start say what they reach; each worker adds its own ending
 *
 * @typedef {Record<string, number>} Hits how often each mutant was asked for
 *
 * @typedef {object} ReachedFile
 * @property {string} file
 * @property {number} seconds
 * @property {number} cpuSeconds what this process worked for it, whatever else the machine does
 * @property {number} count of tests
 * @property {readonly number[]} programs mutants that programs asked for which the tests started
 * @property {Hits} outside what was reached while the file was loaded and by hooks around its tests
 * @property {{ title: string, ms: number, cpuMs: number, failed: boolean, hits: Hits }[]} tests that reached something, took over 100 ms or failed
 *
 * @typedef {import('vitest').RunnerTestCase} Test
 * @typedef {import('vitest').RunnerTestSuite} Suite
 */

const TEMPORARY = tmpdir();

/** Runs tests with one mutant awake, or with none and notes what each test reaches. */
class MutantRunner extends VitestTestRunner {
  /** @type {RunnerOrders} */
  #orders;
  /** @type {Uint32Array} */
  #hits;
  /** @type {Map<string, Hits>} by the test's id */
  #reached = new Map();
  /** @type {Set<string>} */
  #running = new Set();
  /** @type {Hits} */
  #outside = {};
  /** @type {Map<string, number>} milliseconds, by the test's id */
  #cpu = new Map();
  #fileCpu = cpuMs();
  /** @type {string | undefined} */
  #heard;
  /** Short, for sockets that lie in it. */
  #around = path.join(TEMPORARY, `lkm-${process.pid}`);

  /** @param {import('vitest').SerializedConfig} config */
  constructor(config) {
    super(config);
    /** @type {RunnerOrders} */
    const orders = JSON.parse(readFileSync(process.env['LOCKKEEPER_MUTANTS_ORDERS'] ?? '', 'utf8'));
    this.#orders = orders;
    const hits = new Uint32Array(orders.count + 1);
    this.#hits = hits;
    const { active, limit, heard } = orders;
    if (heard !== undefined) this.#heard = `${heard}-${process.pid}`;
    Object.assign(globalThis, {
      __mutant(/** @type {number} */ id) {
        const times = (hits[id] ?? 0) + 1;
        hits[id] = times;
        if (id !== active) return false;
        if (times > limit) throw new Error('The mutant loops without end.');
        return true;
      },
    });
  }

  /** @override @param {import('vitest').RunnerTestFile} file */
  onCollectStart(file) {
    this.#startAnew();
    super.onCollectStart(file);
  }

  /** Programs find their orders in folders of their own, and nothing that one remembered with another mutant. */
  #startAnew() {
    this.#clearAway();
    const around = this.#around;
    mkdirSync(path.join(around, 'home'), { recursive: true });
    Object.assign(process.env, { TMPDIR: around, HOME: path.join(around, 'home') });
    delete process.env['XDG_CACHE_HOME'];
    const orders = { active: this.#orders.active, heard: this.#heard };
    writeFileSync(path.join(around, ORDERS), JSON.stringify(orders));
  }

  #clearAway() {
    rmSync(this.#around, { recursive: true, force: true });
    if (this.#heard !== undefined) rmSync(this.#heard, { force: true });
  }

  /** @override @param {Test} test */
  async onBeforeRunTask(test) {
    const { only, without, running, active } = this.#orders;
    const file = test.file.name;
    const wanted = only[file];
    const title = titleOf(test);
    if ((wanted !== undefined && !wanted.includes(title)) || without.includes(`${file} > ${title}`))
      test.mode = 'skip';
    await super.onBeforeRunTask(test);
    if (test.mode === 'skip') return;
    this.#take();
    this.#running.add(test.id);
    this.#cpu.set(test.id, cpuMs());
    if (active !== 0) writeFileSync(running, JSON.stringify({ file, title }));
  }

  /** @override @param {Test} test */
  onAfterRunTask(test) {
    this.#take();
    if (this.#running.delete(test.id)) this.#cpu.set(test.id, cpuMs() - (this.#cpu.get(test.id) ?? 0));
    super.onAfterRunTask(test);
  }

  /** @override @param {Suite} suite */
  async onAfterRunSuite(suite) {
    await super.onAfterRunSuite(suite);
    if (!('filepath' in suite)) return;
    this.#take();
    if (this.#orders.reached !== undefined)
      appendFileSync(this.#orders.reached, `${JSON.stringify(this.#reachedBy(suite))}\n`);
    this.#clearAway();
    this.#reached.clear();
    this.#cpu.clear();
    this.#outside = {};
    this.#fileCpu = cpuMs();
  }

  /** What was reached since the last time belongs to the tests that ran meanwhile. */
  #take() {
    for (const [id, hits] of this.#hits.entries()) {
      if (hits === 0) continue;
      this.#hits[id] = 0;
      for (const test of this.#running) {
        const reached = this.#reached.get(test) ?? {};
        reached[id] = (reached[id] ?? 0) + hits;
        this.#reached.set(test, reached);
      }
      if (this.#running.size === 0) this.#outside[id] = (this.#outside[id] ?? 0) + hits;
    }
  }

  #heardOf() {
    if (this.#heard === undefined || !existsSync(this.#heard)) return [];
    return [...new Set(readFileSync(this.#heard, 'utf8').trim().split('\n').map(Number))];
  }

  /** @param {Suite} file @returns {ReachedFile} */
  #reachedBy(file) {
    const tests = testsIn(file);
    const told = tests.map((test) => ({
      title: titleOf(test),
      ms: Math.round(test.result?.duration ?? 0),
      cpuMs: Math.round(this.#cpu.get(test.id) ?? 0),
      failed: test.result?.state === 'fail',
      hits: this.#reached.get(test.id) ?? {},
    }));
    return {
      file: file.name,
      seconds: (file.result?.duration ?? 0) / 1000,
      cpuSeconds: (cpuMs() - this.#fileCpu) / 1000,
      count: tests.length,
      programs: this.#heardOf(),
      outside: this.#outside,
      tests: told.filter(({ ms, failed, hits }) => ms > 100 || failed || Object.keys(hits).length > 0),
    };
  }
}

/** @param {Suite} suite @returns {Test[]} */
function testsIn(suite) {
  return suite.tasks.flatMap((task) => (task.type === 'suite' ? testsIn(task) : [task]));
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** @param {Test} test */
function titleOf(test) {
  const titles = [test.name];
  for (let suite = test.suite; suite !== undefined && !('filepath' in suite); suite = suite.suite)
    titles.unshift(suite.name);
  return titles.join(' > ');
}

export default MutantRunner;
