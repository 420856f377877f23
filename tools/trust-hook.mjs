// Writes docs/evidence/trust-hook.md: what the hooks of agents were tried against, and what came of it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGE = path.join(ROOT, 'docs/evidence/trust-hook.md');
/** What somebody else tried afterwards is theirs, and stays. */
const MARK = '<!-- rows of others below -->';

const FILES = [
  'agent-payloads.integration',
  'hostile-agent.integration',
  'hostile-agent.slow',
  'claude-code-stop.integration',
  'claude-code-write.integration',
  'claude-code-failures.integration',
];

/** @typedef {{ fullName: string, title: string, status: string, meta: { attack?: { line: string, seenBy: string } } }} Told */

/** @returns {ReadonlyMap<string, readonly Told[]>} */
function toldByTests() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-evidence-'));
  try {
    const output = path.join(folder, 'told.json');
    const files = FILES.map((name) => `test/hook/${name}.test.ts`);
    spawnSync('node_modules/.bin/vitest', ['run', ...files, '--reporter=json', `--outputFile=${output}`], {
      cwd: ROOT,
      stdio: 'inherit',
    });
    const { testResults } = JSON.parse(readFileSync(output, 'utf8'));
    return new Map(
      testResults.map((/** @type {{ name: string, assertionResults: Told[] }} */ file) => [
        path.basename(file.name).replace('.test.ts', ''),
        file.assertionResults,
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {readonly Told[]} tests */
function passed(tests) {
  return `${tests.filter(({ status }) => status === 'passed').length} of ${tests.length}`;
}

/** @param {string} text */
function cell(text) {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}

/** @param {readonly Told[]} tests */
function attackRows(tests) {
  return tests.map(({ title, status, meta: { attack } }) => {
    const seen = status === 'passed' ? attack?.seenBy : 'NOBODY';
    return `| ${cell(title)} | \`${cell(attack?.line ?? '')}\` | ${seen} |`;
  });
}

function sourceRows() {
  const folder = path.join(ROOT, 'test/hook/payloads');
  return readdirSync(folder).flatMap((file) => {
    const { agent, sources } = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    return sources.map(
      (/** @type {{ url: string, read: string, of: string }} */ { url, read, of }) =>
        `| ${agent} | ${url} | ${read} | ${cell(of)} |`,
    );
  });
}

const told = toldByTests();
const testsOf = (/** @type {string} */ name) => told.get(`${name}.integration`) ?? [];
const attacks = told.get('hostile-agent.slow') ?? [];
const honest = testsOf('hostile-agent').filter(({ meta }) => meta.attack === undefined);
const seenLater = attacks.filter(({ meta }) => meta.attack?.seenBy === 'the required check');
const kept = readFileSync(PAGE, { encoding: 'utf8', flag: 'a+' }).split(MARK)[1] ?? '\n';

writeFileSync(
  PAGE,
  `# Trust: the hook

Written by \`node tools/trust-hook.mjs\` from the tests it runs. Rows below the last table are of others.

| class | tests | tried | got through | mended |
| --- | --- | --- | --- | --- |
| a protected edit that is to reach \`main\`, or to be hidden from the end of a session | hostile-agent | ${attacks.length} | ${attacks.length - attacks.filter(({ status }) => status === 'passed').length} | - |
| of these seen by the required check of the remote alone | hostile-agent | ${seenLater.length} | 0 | not on this machine: see docs/hooks.md |
| work that keeps to the policy, and must pass | hostile-agent | ${honest.length} | ${passed(honest)} pass | - |
| recorded payloads of six agents, in their own contracts | agent-payloads | ${testsOf('agent-payloads').length} | ${passed(testsOf('agent-payloads'))} as they must | - |
| one write by Claude Code | claude-code-write | ${testsOf('claude-code-write').length} | ${passed(testsOf('claude-code-write'))} as they must | - |
| the end of a turn | claude-code-stop | ${testsOf('claude-code-stop').length} | ${passed(testsOf('claude-code-stop'))} as they must | - |
| input and machines that are broken | claude-code-failures | ${testsOf('claude-code-failures').length} | ${passed(testsOf('claude-code-failures'))} as they must | - |

## Attacks

Each begins in a recorded session in a clone; the bare remote runs \`lockkeeper check\` before it takes a push to \`main\`.

| attack | line of shell | first seen by |
| --- | --- | --- |
${attackRows(attacks).join('\n')}

## Where the contracts were read

| agent | page | read | of what |
| --- | --- | --- | --- |
${sourceRows().join('\n')}

## Tried by others

${MARK}${kept}`,
);
