import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { chooseOldestVscode, chooseVscode } from './choose-vscode.mjs';
import { copyWorkspace, createProfile, removeProfile } from './profile.mjs';
import { readSuiteReport } from './suite-report.mjs';
import { unpackVsix } from './unpack-vsix.mjs';

/**
 * `suite` is a folder of `*.test.cjs` (see `buildSuite`). Exactly one of `vsix` and `extensionDevelopmentPath` says what
 * is tested; prefer the packed one. The workspace is copied first, because tests edit files. `inOldest`: in a VS Code that
 * is older than any the extension may be installed in; its copy then says that it may.
 *
 * @typedef {{
 *   readonly suite: string;
 *   readonly vsix?: string;
 *   readonly extensionDevelopmentPath?: string;
 *   readonly workspace?: string;
 *   readonly env?: Readonly<Record<string, string>>;
 *   readonly settings?: Readonly<Record<string, unknown>>;
 *   readonly timeoutSeconds?: number;
 *   readonly inOldest?: boolean;
 *   readonly log?: (line: string) => void;
 * }} SuiteOptions
 *
 * @typedef {{
 *   readonly passed: boolean;
 *   readonly problem?: string;
 *   readonly exitCode: number | null;
 *   readonly vscode: { readonly kind: 'desktop' | 'server'; readonly version: string; readonly app: string };
 *   readonly results: readonly import('./suite-report.mjs').TestResult[];
 *   readonly notes: readonly string[];
 *   readonly output: string;
 * }} SuiteRun `passed` needs a green exit code, an end with at least one test, and no failure; `problem` says what is
 *   missing. `notes` is what the suite gave to the global `note()`, `output` what VS Code wrote.
 */

/** VS Code takes no `*`. */
const OLDEST = '^1.100.0';

/** The runner inside gets to say first that it hangs; it knows more. */
const GRACE_SECONDS = 20;

/**
 * Runs a Mocha suite inside a real VS Code.
 *
 * @param {SuiteOptions} options
 * @returns {Promise<SuiteRun>} Rejects only when no VS Code can be had or the extension cannot be read.
 */
export async function runSuite(options) {
  const { settings, workspace, timeoutSeconds = 1200, log = console.log } = options;
  const inOldest = options.inOldest === true;
  const chosen = await (inOldest ? chooseOldestVscode({ log }) : chooseVscode({ log }));
  const profile = createProfile(settings);
  try {
    const report = path.join(profile.root, 'report.jsonl');
    const request = path.join(profile.root, 'request.json');
    const folder = workspace === undefined ? [] : [copyWorkspace(profile, workspace)];
    const runTestsOptions = {
      vscodeExecutablePath: chosen.executable,
      extensionDevelopmentPath: await extensionFolder(options, profile),
      extensionTestsPath: path.join(import.meta.dirname, 'suite-entry.cjs'),
      launchArgs: [
        ...folder,
        `--user-data-dir=${profile.userData}`,
        `--extensions-dir=${profile.extensions}`,
      ],
      extensionTestsEnv: {
        ...options.env,
        ...(inOldest && { LOCKKEEPER_VSCODE_RELEASE: 'oldest' }),
        LOCKKEEPER_EDITOR_SUITE: path.resolve(options.suite),
        LOCKKEEPER_EDITOR_REPORT: report,
        LOCKKEEPER_EDITOR_TIMEOUT: String(timeoutSeconds),
      },
    };
    writeFileSync(request, JSON.stringify(runTestsOptions));
    const ended = await runOnce({
      request,
      wrapper: chosen.wrapper,
      limitSeconds: timeoutSeconds + GRACE_SECONDS,
    });
    const run = judge({ ...ended, kind: chosen.kind, report: readSuiteReport(report) });
    print(run, { because: chosen.because, log });
    return run;
  } finally {
    removeProfile(profile);
  }
}

/**
 * @param {SuiteOptions} options
 * @param {import('./profile.mjs').Profile} profile
 */
async function extensionFolder({ vsix, extensionDevelopmentPath, inOldest }, profile) {
  if (vsix !== undefined && extensionDevelopmentPath === undefined) {
    const folder = await unpackVsix(vsix, path.join(profile.root, 'vsix'));
    if (inOldest) admitOldest(path.join(folder, 'package.json'));
    return folder;
  }
  if (extensionDevelopmentPath !== undefined && vsix === undefined)
    return path.resolve(extensionDevelopmentPath);
  throw new Error('runSuite needs exactly one of vsix and extensionDevelopmentPath.');
}

/** @param {string} manifest */
function admitOldest(manifest) {
  const written = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ ...written, engines: { ...written.engines, vscode: OLDEST } }));
}

/**
 * @param {{ readonly request: string; readonly wrapper: readonly string[]; readonly limitSeconds: number }} options
 * @returns {Promise<{ readonly exitCode: number | null; readonly timedOut: boolean; readonly output: string }>}
 */
async function runOnce({ request, wrapper, limitSeconds }) {
  const script = path.join(import.meta.dirname, 'run-tests-once.mjs');
  const [command, ...args] = [...wrapper, process.execPath, script, request];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const abort = new AbortController();
  const timeUp = delay(limitSeconds * 1000, /** @type {const} */ ('time is up'), {
    signal: abort.signal,
  }).catch(() => null);
  const first = await Promise.race([exited, timeUp]);
  abort.abort();
  if (first !== 'time is up') return { exitCode: first, timedOut: false, output };
  await endGroup(child, exited);
  return { exitCode: null, timedOut: true, output };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<unknown>} exited
 */
async function endGroup(child, exited) {
  if (child.pid === undefined || process.platform === 'win32') {
    child.kill();
    return;
  }
  process.kill(-child.pid, 'SIGTERM');
  const gone = await Promise.race([exited.then(() => true), delay(10_000, false, { ref: false })]);
  if (!gone) process.kill(-child.pid, 'SIGKILL');
}

/**
 * @param {{
 *   readonly exitCode: number | null;
 *   readonly timedOut: boolean;
 *   readonly output: string;
 *   readonly kind: 'desktop' | 'server';
 *   readonly report: import('./suite-report.mjs').SuiteReport;
 * }} ended
 * @returns {SuiteRun}
 */
function judge({ exitCode, timedOut, output, kind, report }) {
  const { results, notes, version = 'unknown', app = 'unknown' } = report;
  const problem = problemOf({ exitCode, timedOut, report });
  return {
    passed: problem === undefined,
    ...(problem && { problem }),
    exitCode,
    vscode: { kind, version, app },
    results,
    notes,
    output,
  };
}

/**
 * @param {{ readonly exitCode: number | null; readonly timedOut: boolean; readonly report: import('./suite-report.mjs').SuiteReport }} ended
 */
function problemOf({ exitCode, timedOut, report }) {
  const failed = report.results.filter(({ state }) => state === 'failed').length;
  if (failed > 0) return `${failed} of ${report.results.length} tests failed.`;
  if (timedOut) return 'VS Code did not end in time and was stopped.';
  if (!report.ended) return `No test ran to its end (exit code ${exitCode}).`;
  if (exitCode !== 0) return `The tests passed, but VS Code ended with exit code ${exitCode}.`;
  return undefined;
}

/**
 * @param {SuiteRun} run
 * @param {{ readonly because: string; readonly log: (line: string) => void }} options
 */
function print({ vscode, results, problem, output }, { because, log }) {
  log(`Ran in VS Code ${vscode.version} (${vscode.app}, ${vscode.kind}: ${because}).`);
  for (const { title, state, ms, message, stack } of results) {
    if (state === 'passed') log(`  ok ${title} (${ms} ms)`);
    if (state === 'pending') log(`  skipped ${title}`);
    if (state === 'failed') log(`  not ok ${title}\n${stack || message}`);
  }
  if (problem) log(problem);
  // A failed test explains itself; anything else is explained by what VS Code wrote, if at all.
  if (problem && !results.some(({ state }) => state === 'failed')) log(output.trim().slice(-4000));
}
