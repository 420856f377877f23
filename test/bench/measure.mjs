import { spawnSync } from 'node:child_process';

/**
 * A program to run to its end.
 *
 * @typedef {object} Command
 * @property {string} program
 * @property {readonly string[]} args
 * @property {string} [cwd]
 * @property {string} [input] what stands on standard input
 * @property {Readonly<Record<string, string>>} [env] besides what all have
 * @property {readonly number[]} [exitCodes] default: 0 only. Another one is an error, not a figure.
 */

/** No CI stage, no colours, and none of the machine's git settings. */
const ENVIRONMENT = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/**
 * Median wall time of each command, in milliseconds. They take turns, so that what else the machine does
 * hits all alike; the first round only warms the disk cache and is not counted.
 *
 * @param {readonly Command[]} commands
 * @param {number} runs
 * @returns {readonly number[]} in the order of the commands
 */
export function timeInTurns(commands, runs) {
  /** @type {readonly number[][]} */
  const times = commands.map(() => []);
  for (let round = 0; round <= runs; round += 1) {
    commands.forEach((command, index) => {
      const time = timeOf(command);
      if (round > 0) times[index]?.push(time);
    });
  }
  return times.map(medianOf);
}

/**
 * Median processor time of each command with all of its threads, in milliseconds. They take turns as above.
 * Asked of bash, which says milliseconds; `sh` may say hundredths of a second.
 *
 * @param {readonly Command[]} commands
 * @param {number} runs
 * @returns {readonly number[]} in the order of the commands
 */
export function processorTimeInTurns(commands, runs) {
  /** @type {readonly number[][]} */
  const times = commands.map(() => []);
  for (let round = 0; round <= runs; round += 1) {
    commands.forEach((command, index) => {
      const time = processorTimeOf(command);
      if (round > 0) times[index]?.push(time);
    });
  }
  return times.map(medianOf);
}

/** Of one run, in milliseconds. @param {Command} command */
export function processorTimeOf(command) {
  const { program, args } = command;
  const { stdout } = outputOf({
    ...command,
    program: 'bash',
    args: ['-c', TELLS, program, program, ...args],
  });
  const told = Array.from(
    stdout.matchAll(/(\d+)m([\d.]+)s/g),
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  const [, , user = Number.NaN, system = Number.NaN] = told;
  return (user + system) * 1000;
}

/** What the program says goes nowhere, and what it took of the processor to standard output: the shell's own, then that. */
const TELLS = '"$@" >/dev/null; status=$?; times; exit $status';

/** Of all threads of this process, in milliseconds. @param {() => unknown} work */
export function processorTimeOfCall(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Median of calls inside this process, in milliseconds.
 *
 * @param {() => unknown} work
 * @param {number} runs
 */
export function timeCalls(work, runs) {
  work();
  const times = Array.from({ length: runs }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return medianOf(times);
}

/** @param {readonly number[]} values */
export function medianOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Wall time of one run, in milliseconds. @param {Command} command */
export function timeOf(command) {
  return outputOf(command).time;
}

/** @param {Command} command */
export function outputOf({ program, args, cwd, input, env = {}, exitCodes = [0] }) {
  const started = performance.now();
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...ENVIRONMENT, ...env },
    ...(input === undefined ? {} : { input }),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    maxBuffer: 256 * 1024 * 1024,
  });
  const time = performance.now() - started;
  if (status !== null && exitCodes.includes(status)) return { time, stdout: stdout.toString('utf8') };
  const how = error?.message ?? `ended with ${status}: ${stderr.toString('utf8').trim()}`;
  throw new Error(`${program} ${args.join(' ').slice(0, 500)} ${how}`);
}

/** The value that so large a part of all stays below: half of them, or 99 of 100. @param {readonly number[]} values @param {number} part */
export function quantileOf(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
