// Writes docs/evidence/trust-<section>.md from the tests it runs: each test is one variant that was tried.
//   node tools/trust-surfaces.mjs [SECTION ...]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { dialectsSection } from './trust-surfaces/histories-page.mjs';
import { STAYS, THROUGH } from './trust-surfaces/through.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * `before`: how many of the variants got through when they were first tried, before the class was mended; `told`: those
 * that trust-surfaces/through.mjs names, of variants by somebody who did not write what they try.
 *
 * @typedef {{ readonly name: string, readonly tests: readonly string[], readonly only?: RegExp, readonly before: number | 'told', readonly mended: string }} Class
 * @typedef {{ readonly class: string, readonly variant: string, readonly through: boolean, readonly stays: boolean, readonly mended: string }} Variant
 * @typedef {{ readonly title: string, readonly classes: readonly Class[], readonly more?: () => readonly string[] }} Section
 */

/** @type {Readonly<Record<string, Section>>} */
const SECTIONS = {
  dialects: {
    title: 'Databases that are not PostgreSQL',
    classes: [
      {
        name: 'a lock of PostgreSQL told of another database',
        tests: ['packages/policy-core/src/migrations/facts/history-database.test.ts'],
        only: /not judged|one history of two/,
        before: 29,
        mended: 'dialect of each history; rules say for which databases they hold; not applicable elsewhere',
      },
      {
        name: 'a rule taken away though PostgreSQL may run the migrations',
        tests: ['packages/policy-core/src/migrations/facts/history-database.test.ts'],
        only: /^(?!.*not judged)(?!one history of two)/,
        before: 0,
        mended: 'what speaks of PostgreSQL wins; a change brings no evidence against it',
      },
      {
        name: 'evidence of another database that is not seen',
        tests: ['packages/policy-core/src/migrations/facts/database-variants.test.ts'],
        only: /^evidence of/,
        before: 'told',
        mended: 'requirements of Go, Rust, Ruby, Java, PHP; what stands beside is read by every host, too',
      },
      {
        name: 'PostgreSQL that runs the migrations, and is not seen',
        tests: ['packages/policy-core/src/migrations/facts/database-variants.test.ts'],
        only: /^locks are judged/,
        before: 'told',
        mended: 'more drivers; images of containers; what only others need says nothing else',
      },
      {
        name: 'a rule that a change takes away by what it brings along or takes out',
        tests: ['packages/policy-core/src/migrations/facts/database-variants.test.ts'],
        only: /^a change takes/,
        before: 'told',
        mended: 'of a file that the change touches, what was there before must say the same',
      },
    ],
    more: () => [...dialectsSection(), ...stays('dialects')],
  },
  locks: {
    title: 'Locks: what the text says, the verdict uses',
    classes: [
      {
        name: 'a lock that a tool wrote, or that is not of our form, and is written over or fine',
        tests: ['packages/policy-core/src/dependencies/lock-claims.test.ts'],
        only: /^(?:nothing is written|nor is|a lock of another form|the header decides)/,
        before: 35,
        mended: 'other forms are read as such; the header decides the mode; sync refuses',
      },
      {
        name: 'a lock that its own text speaks against',
        tests: ['packages/policy-core/src/dependencies/lock-claims.test.ts'],
        only: /speaks against/,
        before: 10,
        mended: 'constraints of source and command, orphans, uneven hashes, ASCII alone',
      },
      {
        name: 'a sound lock that is refused',
        tests: ['packages/policy-core/src/dependencies/lock-claims.test.ts'],
        only: /speaks for passes/,
        before: 7,
        mended: 'commits of tags and branches; what pip-compile and uv leave out',
      },
      {
        name: 'what somebody else tried, see below',
        tests: ['packages/policy-core/src/dependencies/lock-attacks.test.ts'],
        before: 57,
        mended: 'as told below, by class',
      },
      {
        name: 'a line that is lost without a word',
        tests: ['packages/policy-core/src/dependencies/sync/sync-loss-laws.test.ts'],
        before: 20,
        mended: 'what goes is told as it is written, comments too; a law over any two files',
      },
    ],
    more: () => byOthers('docs/evidence/trust-locks.jsonl'),
  },
  library: {
    title: 'The library',
    classes: [
      {
        name: 'a protected path in other words',
        tests: ['packages/policy-core/src/checker/given-input.test.ts'],
        only: /whatever words/,
        before: 12,
        mended: 'paths are normalised at the door; a backslash is judged both ways',
      },
      {
        name: 'an input of another shape that is judged as nothing',
        tests: ['packages/policy-core/src/checker/given-input.test.ts'],
        only: /^what cannot be meant/,
        before: 23,
        mended: 'a TypeError that names the field',
      },
      {
        name: 'a list of a forge, or a diff, that is read wrong',
        tests: ['packages/policy-core/src/checker/given-input.test.ts'],
        only: /^lists of forges/,
        before: 35,
        mended: 'changesFrom(); there was none',
      },
      {
        name: 'a path in a form of a tool',
        tests: ['packages/policy-core/src/checker/input-variants.test.ts'],
        only: /^a path in a form/,
        before: 'told',
        mended: 'lines of git status and blanks are judged both ways; what git quotes is refused',
      },
      {
        name: 'an input of a shape that is not ours',
        tests: ['packages/policy-core/src/checker/input-variants.test.ts'],
        only: /^an input of a shape|^a list of a forge/,
        before: 'told',
        mended: 'fields that are not ours, labels, authors, modes and stages are looked at',
      },
      {
        name: 'a diff that is read wrong',
        tests: ['packages/policy-core/src/checker/input-variants.test.ts'],
        only: /^a diff/,
        before: 'told',
        mended:
          'a prefix is what both sides do not share; hunks only where paths stand above; what was cut is refused',
      },
    ],
    more: () => stays('library'),
  },
  people: {
    title: 'Self-protection that people keep',
    classes: [
      {
        name: 'a script that CI calls, in words that were not seen as a call',
        tests: [
          'packages/policy-core/src/change/rules/policy/self-protect-values.test.ts',
          'packages/policy-core/src/change/facts/calling-texts.test.ts',
        ],
        only: /^a script that|^[^:]*(?:workflow|folder|files that)[^:]*$/,
        before: 37,
        mended: 'names count anywhere in what calls; actions, other CI, scripts and Makefiles are followed',
      },
      {
        name: 'a value that runs at an install, or says where packages come from',
        tests: ['packages/policy-core/src/change/rules/policy/self-protect-values.test.ts'],
        only: /^what runs at an install|nobody can read/,
        before: 18,
        mended: 'keys of pnpm, uv, Hatch, PDM, Poetry, Cargo, Composer; remarks, dates, stars',
      },
      {
        name: 'a command of another tool that CI calls',
        tests: ['packages/policy-core/src/change/rules/policy/self-protect-values.test.ts'],
        only: /^a command of another tool/,
        before: 18,
        mended: 'tox, nox, nested Makefiles and called scripts of a shell are held whole',
      },
      {
        name: 'an enforcer among the forms that are free',
        tests: ['packages/policy-core/src/change/rules/policy/self-protect-values.test.ts'],
        only: /among forms/,
        before: 3,
        mended: 'forms are free of the folder alone, of no other line',
      },
      {
        name: 'a version that moves, and more with it; an account that only looks like a service',
        tests: [
          'packages/policy-core/src/change/facts/moved-pins.test.ts',
          'packages/policy-core/src/change/facts/version-updaters.test.ts',
        ],
        before: 3,
        mended: 'a commit for a commit; pre-commit.ci for its own file; settings of Renovate are protected',
      },
      {
        name: 'a label that nobody needs',
        tests: ['packages/policy-core/src/change/rules/policy/self-protect-values.test.ts'],
        only: /^nothing is asked for/,
        before: 1,
        mended: 'remarks call nothing; a held value, not a file',
      },
    ],
  },
  editor: {
    title: 'The editor',
    classes: [
      {
        name: 'a policy that says nothing any more, and an editor that is silent about it',
        tests: ['test/lsp/visible-states.integration.test.ts'],
        only: /whichever character|where of the policy on disk/,
        before: 5,
        mended:
          'an item of the status bar while nothing is judged; a changed policy is judged without being opened',
      },
      {
        name: 'an editor in which something beside the policy fails',
        tests: ['test/lsp/visible-states.integration.test.ts'],
        only: /judged: where (?!of the policy)/,
        before: 0,
        mended: 'the last good policy goes on judging',
      },
      {
        name: 'a start, or a folder, of which nothing is said',
        tests: ['test/lsp/visible-states.integration.test.ts'],
        only: /at a start|of two folders|of a policy below/,
        before: 8,
        mended:
          'changed files are judged at the start; the item is about the worst of all folders, and names it',
      },
      {
        name: 'changed files that are not judged, or counted wrong',
        tests: ['test/lsp/changed-files.integration.test.ts'],
        before: 12,
        mended: 'each is judged as if it were open; the status counts them; there was none of it',
      },
      {
        name: 'one verdict of the guard in several numbers',
        tests: ['packages/extension/src/guard/guard-tally.test.ts'],
        before: 1,
        mended: 'guardTally() counts for the message, the status bar and the tree',
      },
    ],
  },
};

main(process.argv.slice(2));

/** @param {readonly string[]} named */
function main(named) {
  const sections = named.length === 0 ? Object.keys(SECTIONS) : named;
  for (const name of sections) {
    const section = SECTIONS[name];
    if (section === undefined)
      throw new Error(`There is no section ${name}: ${Object.keys(SECTIONS).join(', ')}`);
    const tried = testsOf([...new Set(section.classes.flatMap(({ tests }) => tests))]);
    writeFileSync(path.join(ROOT, `docs/evidence/trust-${name}.md`), page(section, tried));
  }
}

/**
 * @typedef {{ readonly file: string, readonly name: string, readonly passed: boolean }} Tried
 * @param {readonly string[]} files
 * @returns {readonly Tried[]}
 */
function testsOf(files) {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-trust-'));
  const report = path.join(folder, 'report.json');
  const args = [
    'vitest',
    'run',
    '--mode=exhaustive',
    '--maxWorkers=1',
    '--reporter=json',
    `--outputFile=${report}`,
    ...files,
  ];
  spawnSync('npx', args, { cwd: ROOT, stdio: 'ignore' });
  /** @type {{ testResults: { name: string, assertionResults: { ancestorTitles: string[], title: string, status: string }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(folder, { recursive: true });
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      file: path.relative(ROOT, name).replaceAll(path.sep, '/'),
      name: [...ancestorTitles, title].join(': '),
      passed: status === 'passed',
    })),
  );
}

/**
 * @param {Section} section
 * @param {readonly Tried[]} tried
 */
function page({ title, classes, more }, tried) {
  const own = classes.map((one) => ({
    ...one,
    tried: tried.filter(({ file, name }) => one.tests.includes(file) && (one.only?.test(name) ?? true)),
  }));
  const rows = own.map(
    ({ name, tests, before, mended, tried: all }) =>
      `| ${name} | ${tests.map((file) => `\`${path.basename(file)}\``).join(', ')} | ${all.length} | ${before === 'told' ? all.filter((one) => THROUGH.has(one.name)).length : before} | ${all.filter(({ passed }) => !passed).length} | ${mended} |`,
  );
  return [
    `# ${title}`,
    '',
    'Written by `node tools/trust-surfaces.mjs`. Each test of a class is one variant.',
    '',
    '| class | tests | variants | got through before | get through now | mended by |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...own.flatMap(({ name, tried: all }) => ['', `## ${name}`, '', ...all.map(shown)]),
    ...(more?.() ?? []),
    '',
  ].join('\n');
}

/** @param {Tried} one */
function shown({ name }) {
  return THROUGH.has(name) ? `- ${name} (got through)` : `- ${name}`;
}

/** @param {keyof typeof STAYS} section */
function stays(section) {
  return ['', '## What stays', '', ...STAYS[section].map((one) => `- ${one}`)];
}

/** @param {string} file */
function byOthers(file) {
  /** @type {readonly Variant[]} */
  const all = readFileSync(path.join(ROOT, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const classes = [...new Set(all.map((one) => one.class))];
  const stays = all.filter((one) => one.stays);
  return [
    '',
    '## What somebody who did not write it tried through the CLI',
    '',
    `Each variant of \`${path.basename(file)}\` was a repository of its own, judged by \`deps check\`, \`deps sync\` and`,
    '`deps explain`. What stays is listed with its reason; all else was mended, and has tests in the class above.',
    '',
    '| class | variants | got through before | stays |',
    '| --- | --- | --- | --- |',
    ...classes.map((name) => {
      const own = all.filter((one) => one.class === name);
      return `| ${name} | ${own.length} | ${own.filter(({ through }) => through).length} | ${own.filter((one) => one.stays).length} |`;
    }),
    '',
    ...stays.map(({ variant, mended }) => `- ${variant}: ${mended}`),
  ];
}
