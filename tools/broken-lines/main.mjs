// Breaks one line of the sources for each row, and sees that the test of the row fails. Writes docs/evidence/broken-lines.md.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { LINES } from './lines.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = path.join(ROOT, 'docs/evidence/broken-lines.md');
const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-broken-lines-'));

/** @type {{ file: string, text: string } | undefined} what was broken, as it was */
let broken;
/** @type {import('node:child_process').ChildProcess | undefined} */
let running;

process.on('exit', () => {
  running?.kill();
  mend();
  rmSync(folder, { recursive: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

const asked = process.argv.slice(2);
const chosen = LINES.filter(({ of }) => asked.length === 0 || of.some((one) => asked.includes(one)));
/** @type {string[]} */
const problems = [];
const isBuilt = chosen.some((line) => line.isBuilt);
if (isBuilt) await program('tools/build.mjs');
const whole = await tried([...new Set(chosen.map(({ test: [file] }) => file))], []);
if (whole.length === 0 || whole.some(({ status }) => status === 'failed'))
  problems.push('Unbroken, the tests do not pass. Fix that first: `npm test`.');
else for (const line of chosen) await judge(line);

if (isBuilt) await program('tools/build.mjs');
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${chosen.length} lines broken, ${chosen.length} tests failed.`);
if (asked.length === 0) writeFileSync(PAGE, page());

/** @param {import('./lines.mjs').Line} line */
async function judge({ of, file, line: [find, replacement], test: [testFile, title, isStory], isBuilt }) {
  const name = of.join(', ');
  const problem = breakLine(file, find, replacement);
  if (problem !== undefined) {
    problems.push(`${name}: ${problem}`);
    return;
  }
  if (isBuilt === true && !(await program('tools/build.mjs'))) {
    mend();
    problems.push(`${name}: it cannot be built with the broken line.`);
    return;
  }
  const results = await tried(
    [testFile],
    isStory ? [] : ['-t', title.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')],
  );
  mend();
  // Of a story the later tests go on where this one ended.
  const first = results.find(({ status }) => status === 'failed');
  if (first?.title.includes(title)) console.log(`${name}: fails.`);
  else problems.push(`${name}: ${first ? `"${first.title}" fails first` : 'nothing fails'}, in ${testFile}.`);
}

/**
 * @param {string} file
 * @param {string} find
 * @param {string} replacement
 * @returns {string | undefined} why it cannot be broken
 */
function breakLine(file, find, replacement) {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const parts = text.split(find);
  if (parts.length !== 2) return `${file} has ${parts.length - 1} times \`${find}\`. Name one line of it.`;
  broken = { file, text };
  writeFileSync(path.join(ROOT, file), parts.join(replacement));
  return undefined;
}

function mend() {
  if (broken !== undefined) writeFileSync(path.join(ROOT, broken.file), broken.text);
  broken = undefined;
}

/**
 * @param {readonly string[]} files
 * @param {readonly string[]} args
 * @returns {Promise<readonly { title: string, status: string }[]>} none where the tests did not run
 */
async function tried(files, args) {
  const output = path.join(folder, 'report.json');
  rmSync(output, { force: true });
  await program(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=json',
    `--outputFile=${output}`,
    ...files,
    ...args,
  );
  const { testResults } = JSON.parse(readFileSync(output, 'utf8'));
  return testResults.flatMap(
    (/** @type {{ assertionResults: readonly object[] }} */ one) => one.assertionResults,
  );
}

/**
 * @param {string} script
 * @param {readonly string[]} args
 */
async function program(script, ...args) {
  const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, stdio: 'ignore' });
  running = child;
  const code = await new Promise((resolve, reject) => {
    child.once('exit', resolve).once('error', reject);
  });
  running = undefined;
  return code === 0;
}

function page() {
  const rows = LINES.flatMap((line) => line.of.map((of) => ({ ...line, of }))).toSorted((one, other) =>
    one.of.localeCompare(other.of, 'en', { numeric: true }),
  );
  const cell = (/** @type {string} */ text) => text.replaceAll('|', '\\|');
  const code = (/** @type {string} */ text) => (text === '' ? 'nothing' : `\`\` ${cell(text)} \`\``);
  return `# The one line of each row

Written by \`node tools/broken-lines/main.mjs\`. Unbroken, all of these tests pass. Each line was broken alone, and the test
beside it failed; of the tests that tell a story in its order, it failed first. Below the rows stands what no row asks for.

| row | file | line | broken | test that fails |
| --- | --- | --- | --- | --- |
${rows
  .map(({ of, file, line: [find, replacement], test: [testFile, title] }) => {
    const test = `${title.replaceAll(/ \[[^\]]*\]/g, '')}, in ${path.basename(testFile)}`;
    return `| ${of} | ${path.basename(file)} | ${code(find)} | ${code(replacement)} | ${cell(test)} |`;
  })
  .join('\n')}
`;
}
