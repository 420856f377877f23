// Loaded by VS Code inside its extension host. CommonJS, because that is what the extension host loads.
const fs = require('node:fs');
const path = require('node:path');
const { format } = require('node:util');

const vscode = require('vscode');

/**
 * Runs every `*.test.cjs` of the folder LOCKKEEPER_EDITOR_SUITE with Mocha and appends what happens to the file
 * LOCKKEEPER_EDITOR_REPORT, one JSON object a line: an extension host has no standard output that a runner could read.
 *
 * @returns {Promise<void>} Rejects when a test fails and when none ran; VS Code then ends with exit code 1.
 */
exports.run = async function run() {
  const { suite, report } = request();
  /** @param {Readonly<Record<string, unknown>>} entry */
  const write = (entry) => fs.appendFileSync(report, `${JSON.stringify(entry)}\n`);
  Reflect.set(globalThis, 'note', (/** @type {unknown[]} */ ...values) =>
    write({ event: 'note', text: format(...values) }),
  );
  write({ event: 'start', version: vscode.version, app: vscode.env.appName, node: process.version });

  const { default: Mocha } = await import('mocha'); // An ES module: require() of it fails in the Node of older VS Codes.
  const mocha = new Mocha({
    ui: 'tdd',
    color: false,
    timeout: 180_000,
    forbidOnly: Boolean(process.env['CI']),
    ...filter(),
  });
  mocha.reporter(Mocha.reporters.Base); // The silent one.
  for (const file of testFiles(suite)) mocha.addFile(file);

  const { tests, failures } = await results(mocha, write);
  if (failures > 0) throw new Error(`${failures} of ${tests} tests failed.`);
  if (tests === 0) throw new Error(`No test ran in ${suite}.`);
};

function request() {
  const suite = process.env['LOCKKEEPER_EDITOR_SUITE'];
  const report = process.env['LOCKKEEPER_EDITOR_REPORT'];
  if (!suite || !report)
    throw new Error('LOCKKEEPER_EDITOR_SUITE and LOCKKEEPER_EDITOR_REPORT must be set; use runSuite().');
  return { suite, report };
}

function filter() {
  const grep = process.env['LOCKKEEPER_EDITOR_GREP'];
  return grep ? { grep } : {};
}

/** @param {string} folder */
function testFiles(folder) {
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.test.cjs'))
    .sort()
    .map((file) => path.join(folder, file));
}

/**
 * @param {import('mocha')} mocha
 * @param {(entry: Readonly<Record<string, unknown>>) => void} write
 * @returns {Promise<{ readonly tests: number; readonly failures: number }>}
 */
function results(mocha, write) {
  return new Promise((resolve) => {
    const runner = mocha.run((failures) => {
      const tests = runner.stats?.tests ?? 0;
      write({ event: 'end', tests });
      resolve({ tests, failures });
    });
    runner.on('pass', (test) => write({ event: 'pass', title: test.fullTitle(), ms: test.duration ?? 0 }));
    runner.on('pending', (test) => write({ event: 'pending', title: test.fullTitle() }));
    runner.on('fail', (test, error) => {
      const { message, stack } = error ?? {};
      write({
        event: 'fail',
        title: test.fullTitle(),
        message: String(message ?? error),
        stack: String(stack ?? ''),
      });
    });
  });
}
