// Writes docs/evidence/trust-nothing-judged.md: what shows that nothing judged is not a pass.
//   node tools/trust-nothing-judged.mjs [--real FOLDER]
// FOLDER holds clones of repositories; with it what they come to is measured anew and kept beside the page.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGE = path.join(ROOT, 'docs/evidence/trust-nothing-judged.md');
/** One attack a line, by whoever tried it: `class`, `variant`, `by`, `through` (before it was mended), `mended`. */
const VARIANTS = path.join(ROOT, 'docs/evidence/trust-nothing-judged.jsonl');
const REAL = path.join(ROOT, 'docs/evidence/trust-nothing-judged.real.json');

/** Which tests hold each class. */
const CLASSES = [
  {
    name: 'a place of the policy that leads nowhere',
    tests: [
      'packages/policy-core/src/policy/places/unmatched-places.test.ts',
      'packages/policy-core/src/policy/places/unmatched-branches.test.ts',
      'packages/policy-core/src/change/rules/policy/matches-nothing.test.ts',
      'packages/policy-core/src/migrations/facts/unmatched-names.test.ts',
    ],
  },
  {
    name: 'a change that nobody named in CI',
    tests: [
      'packages/cli/src/commands/check/judged-range.test.ts',
      'packages/cli/src/commands/check/change-of-job.test.ts',
      'packages/cli/src/commands/check/base-of-event.test.ts',
      'packages/cli/src/command-line/job-of-ci.test.ts',
    ],
  },
  {
    name: 'a guard with nothing to guard',
    tests: ['packages/policy-core/src/deployment/guard/guard.test.ts'],
  },
  {
    name: 'a rule without a subject',
    tests: [
      'packages/policy-core/src/checker/applicability.test.ts',
      'packages/policy-core/src/checker/rule-selection.test.ts',
    ],
  },
  {
    name: 'a report or a checklist that claims what was not judged',
    tests: [
      'packages/policy-core/src/deployment/readiness/rules-evidence.test.ts',
      'packages/policy-core/src/deployment/checklist/checklist.test.ts',
      'packages/policy-core/src/engine/tally.test.ts',
    ],
  },
  {
    name: 'a tool that is seen and not judged',
    tests: [
      'packages/policy-core/src/observe/seen-tools.test.ts',
      'packages/policy-core/src/change/rules/policy/unsupported.test.ts',
    ],
  },
  {
    name: 'an ordinary set-up that must stay quiet',
    tests: ['packages/policy-core/src/migrations/history/found-folders.test.ts'],
  },
];

main(process.argv.slice(2));

/** @param {readonly string[]} args */
function main([flag, folder]) {
  if (flag === '--real' && folder !== undefined) measureReal(path.resolve(folder));
  const passed = passedByFile(CLASSES.flatMap(({ tests }) => tests));
  writeFileSync(PAGE, page(passed, variants(), real()));
}

/** @param {string} folder */
function measureReal(folder) {
  const env = { ...process.env, LOCKKEEPER_REAL: folder, LOCKKEEPER_WRITE_REAL: REAL };
  const test = 'test/trust/untouched-repositories.integration.test.ts';
  vitest(['run', '--project', 'integration', test, '--testTimeout=600000'], env);
}

/**
 * @param {readonly string[]} files
 * @returns {ReadonlyMap<string, { readonly passed: number, readonly failed: number }>}
 */
function passedByFile(files) {
  const temp = mkdtempSync(path.join(tmpdir(), 'lockkeeper-evidence-'));
  const output = path.join(temp, 'tests.json');
  vitest(['run', '--project', 'unit', ...files, '--reporter=json', `--outputFile=${output}`], process.env);
  const { testResults } = JSON.parse(readFileSync(output, 'utf8'));
  rmSync(temp, { recursive: true });
  return new Map(
    testResults.map((/** @type {{ name: string, assertionResults: { status: string }[] }} */ file) => [
      path.relative(ROOT, file.name).replaceAll('\\', '/'),
      {
        passed: file.assertionResults.filter(({ status }) => status === 'passed').length,
        failed: file.assertionResults.filter(({ status }) => status === 'failed').length,
      },
    ]),
  );
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function vitest(args, env) {
  const program = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
  spawnSync(process.execPath, [program, ...args], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** @returns {readonly { class: string, variant: string, by: string, through: boolean, mended: string }[]} */
function variants() {
  if (!existsSync(VARIANTS)) return [];
  return readFileSync(VARIANTS, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** @returns {readonly { repository: string, door: string, exit: number, undetermined: number }[]} */
function real() {
  return existsSync(REAL) ? JSON.parse(readFileSync(REAL, 'utf8')) : [];
}

/**
 * @param {ReturnType<typeof passedByFile>} passed
 * @param {ReturnType<typeof variants>} tried
 * @param {ReturnType<typeof real>} rows
 */
function page(passed, tried, rows) {
  const names = [...new Set(rows.map(({ repository }) => repository))];
  return `# Nothing judged is not a pass

Written by \`node tools/trust-nothing-judged.mjs\`; with \`--real FOLDER\` the clones in a folder are measured anew.

## Classes

${table(
  ['class', 'tests passed', 'failed', 'variants tried', 'got through', 'mended'],
  CLASSES.map(({ name, tests }) => {
    const sum = (/** @type {'passed' | 'failed'} */ what) =>
      tests.reduce((total, file) => total + (passed.get(file)?.[what] ?? 0), 0);
    const own = tried.filter((variant) => variant.class === name);
    const through = own.filter((variant) => variant.through);
    return [
      name,
      sum('passed'),
      sum('failed'),
      own.length,
      through.length,
      through.filter(({ mended }) => mended !== '').length,
    ];
  }),
)}

## Variants

${table(
  ['class', 'variant', 'by', 'got through', 'mended'],
  tried.map(({ class: name, variant, by, through, mended }) => [
    name,
    variant,
    by,
    through ? 'yes' : 'no',
    mended,
  ]),
)}

Not told, and why:

- A pattern of branches that no branch matches (\`auto/*\`): it has none most of the time. A name that no branch has is told,
  but not in a checkout in CI, which holds only some. A release from a branch of no kind fails (\`branches/deploy-source\`).
- The remote of the records: whoever reads them says.
- A folder of Django migrations under a name of its own: its files look like those of any package.

## Real repositories as they came

\`init\`, commit, \`generate workflows\`, commit; then an ordinary change by the steps of these workflows with payloads of each
event, and by the pre-commit hook where CI runs it.

${table(
  ['repository', 'doors', 'exit 0', 'with something undetermined'],
  names.map((name) => {
    const own = rows.filter(({ repository }) => repository === name);
    return [
      name,
      own.length,
      own.filter(({ exit }) => exit === 0).length,
      own.filter(({ undetermined }) => undetermined > 0).length,
    ];
  }),
)}
`;
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly (string | number)[])[]} rows
 */
function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n');
}
