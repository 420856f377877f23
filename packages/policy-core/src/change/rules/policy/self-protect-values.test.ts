import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../../checker/checker.ts';
import { policyOf } from '../../../testing/any-repository.ts';

type Tree = Readonly<Record<string, string>>;

const checker = checkerFor(policyOf({}), undefined);

/** What a change from one tree to the next needs a label for, or what nobody can tell of it. */
function asked(before: Tree, after: Tree): readonly string[] {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (path) => before[path] !== after[path],
  );
  const statusOf = (path: string) =>
    before[path] === undefined ? 'added' : after[path] === undefined ? 'deleted' : 'modified';
  const report = checker.checkChange(
    {
      changes: changed.map((path) => ({ path, status: statusOf(path) })),
      files: textsOf(after),
      filesBefore: textsOf(before),
      labels: [],
    },
    { stage: 'ci', only: ['policy/self-protect'] },
  );
  return [...report.findings, ...report.undetermined].map(({ data }) => data['what'] ?? '');
}

function textsOf(tree: Tree) {
  return Object.entries(tree).map(([path, text]) => ({ path, text }));
}

const WORKFLOW = '.github/workflows/ci.yml';
const workflow = (step: string) => ({
  [WORKFLOW]: `jobs:\n  a:\n    steps:\n      ${step.replaceAll('\n', '\n      ')}\n`,
});
const scripts = (commands: Tree, more: object = {}) => JSON.stringify({ scripts: commands, ...more });

/** What is asked where a script becomes another one, and all else stays. */
function alters(
  name: string,
  around: Tree,
  { others = {}, path = 'package.json' }: { others?: Tree; path?: string } = {},
) {
  const of = (command: string) => ({ ...around, [path]: scripts({ ...others, [name]: command }) });
  return asked(of('real'), of('true'));
}

describe('a script that a workflow calls is held, however it says so', () => {
  test.each([
    ['test', 'npm t'],
    ['test', 'npm --prefix . tst'],
    ['test', 'npm it'],
    ['test', 'npm install-ci-test'],
    ['test', 'CI=1 FOO="a b" npm test'],
    ['test', 'corepack pnpm test'],
    ['start', 'npm restart'],
    ['postversion', 'npm version patch'],
    ['lint', 'node --env-file=.env --run lint'],
    ['lint', './node_modules/.bin/run-s lint'],
    ['lint', 'node .yarn/releases/yarn-3.6.1.cjs lint'],
    ['lint', 'bunx npm-run-all2 lint'],
    ['lint', 'nr lint'],
    ['lint', 'npx nx run web:lint'],
    ['lint', 'deno task lint'],
    ['lint', '(npm run lint);echo'],
    ['test:unit', 'npx run-s "test:*"'],
    ['test:unit:a', 'npx run-p test:**'],
    ['lint:js', 'pnpm run "/^lint:.*/"'],
    ['lint:js', 'pnpm run "/^(lint|test):.*/"'],
    ['lint:js', 'npm run lint:${{ matrix.language }}'],
    ['lint:js', 'npm run lint:$LANGUAGE'],
    ['a+b(c)', 'npm run "a+b(c)"'],
    ['my task', 'npm run "my task"'],
    ['prüfen', 'npm run prüfen'],
    ['lint/js', 'npm run lint/js'],
    [':lint', 'npm run :lint'],
    ['@lint', 'npm run @lint'],
    // These begin like what runs before or after another.
    ['prettier', 'npm run prettier'],
    ['preview', 'npm run preview'],
    ['postcss', 'npm run postcss'],
  ])('%s: %s', (name, command) => {
    expect(alters(name, workflow(`- run: ${command}`))).toEqual([`scripts.${name} in package.json`]);
  });

  test.each([
    ['in the next line', '- run: >-\n    npm run\n    lint'],
    ['behind a backslash', '- run: |\n    npm run \\\n      lint'],
    ['by a matrix', '- run: npm run ${{ matrix.task }}\n  strategy: { matrix: { task: [lint] } }'],
    ['by a variable', '- run: npm run "$TASK"\n  env:\n    TASK: lint'],
    ['in a loop', '- run: |\n    for task in lint unit; do\n      npm run "$task"\n    done'],
    ['as an input of an action', '- uses: borales/actions-yarn@v4\n  with:\n    cmd: lint'],
  ])('%s', (_, step) => {
    expect(alters('lint', workflow(step))).toEqual(['scripts.lint in package.json']);
  });

  const ACTION = 'runs:\n  using: composite\n  steps:\n    - run: npm run lint\n';
  test.each<readonly [string, Tree]>([
    ['by an action', { ...workflow('- uses: ./.github/actions/l'), '.github/actions/l/action.yml': ACTION }],
    ['by an action elsewhere', { ...workflow("- uses: './ci/l'"), 'ci/l/action.yaml': ACTION }],
    [
      'by a workflow that takes it from another',
      {
        '.github/workflows/a.yml': 'jobs: { a: { steps: [{ run: "npm run ${{ inputs.task }}" }] } }',
        '.github/workflows/b.yml': 'jobs: { b: { uses: ./.github/workflows/a.yml, with: { task: lint } } }',
      },
    ],
    ['by GitLab', { '.gitlab-ci.yml': 'a:\n  script:\n    - npm run lint\n' }],
    ['by CircleCI', { '.circleci/config.yml': 'jobs:\n  a:\n    steps:\n      - run: yarn lint\n' }],
    ['by a Makefile', { ...workflow('- run: make check'), Makefile: 'check:\n\tnpm run lint\n' }],
    ['by the script of a shell', { ...workflow('- run: ./ci/a.sh'), 'ci/a.sh': 'npm run lint\n' }],
    [
      'by a script of a shell that another starts',
      { ...workflow('- run: ci/a.sh'), 'ci/a.sh': 'bash ci/b.sh\n', 'ci/b.sh': 'npm run lint\n' },
    ],
  ])('%s', (_, around) => {
    expect(alters('lint', around)).toEqual(['scripts.lint in package.json']);
  });

  test.each<readonly [string, string]>([
    ['lint', 'concurrently "npm:lint" npm:unit'],
    ['lint:a', 'concurrently "npm:lint:*"'],
    ['lint', 'run-p lint unit'],
    ['test:a', 'run-p test:*'],
  ])('%s: by another script: %s', (name, command) => {
    expect(alters(name, workflow('- run: npm test'), { others: { test: command } })).toEqual([
      `scripts.${name} in package.json`,
    ]);
  });

  test('in a package, by the script of the root', () => {
    const root = { ...workflow('- run: pnpm verify'), 'package.json': scripts({ verify: 'turbo run lint' }) };
    expect(alters('lint', root, { path: 'web/package.json' })).toEqual(['scripts.lint in web/package.json']);
    const graph = {
      ...workflow('- run: npx turbo run test'),
      'turbo.json': '{"tasks":{"test":{"dependsOn":["lint"]}}}',
    };
    expect(alters('lint', graph, { path: 'web/package.json' })).toEqual(['scripts.lint in web/package.json']);
  });

  test('one that hides a program, or the script of a folder above', () => {
    const around = workflow('- run: yarn eslint .');
    expect(
      asked({ ...around, 'package.json': '{}' }, { ...around, 'package.json': scripts({ eslint: 'true' }) }),
    ).toEqual(['scripts.eslint in package.json']);
    const inFolder = {
      ...workflow('- working-directory: ./web/\n  run: npm run lint'),
      'package.json': scripts({ lint: 'a' }),
    };
    expect(asked(inFolder, { ...inFolder, 'web/package.json': scripts({ lint: 'true' }) })).toEqual([
      'scripts.lint in web/package.json',
    ]);
  });
});

describe('nothing is asked for', () => {
  test.each<readonly [string, string]>([
    ['test', '- run: npx eslint .'],
    ['dev', '- run: npm test'],
    ['lint', '- run: npm run lint.js'],
    ['lint', '# - run: npm run lint\n- run: npm ci'],
    ['view', '- run: npm run preview'],
  ])('the script %s beside %j', (name, step) => {
    expect(alters(name, workflow(step))).toEqual([]);
  });

  test('what a hook of git calls: nobody has to let it run', () => {
    expect(alters('lint', { ...workflow('- run: npm test'), '.husky/pre-commit': 'npm run lint' })).toEqual(
      [],
    );
  });

  test('a script of a shell, by whoever gives no workflow', () => {
    expect(asked({ 'ci/a.sh': 'a' }, { 'ci/a.sh': 'b' })).toEqual([]);
  });

  test('a new package, whose scripts nothing was without', () => {
    const around = { ...workflow('- run: pnpm -r test'), 'package.json': '{}' };
    expect(asked(around, { ...around, 'packages/a/package.json': scripts({ test: 'vitest' }) })).toEqual([]);
  });

  test.each<readonly [string, string, string, string]>([
    [
      'a catalog of versions',
      'pnpm-workspace.yaml',
      'packages: [a]\ncatalog: { a: 1 }',
      'packages: [a]\ncatalog: { a: 2 }',
    ],
    [
      'packages for development',
      'pyproject.toml',
      '[tool.uv]\ndev-dependencies = ["a"]',
      '[tool.uv]\ndev-dependencies = ["b"]',
    ],
    ['another crate', 'Cargo.toml', '[dependencies]\na = "1"', '[dependencies]\na = "2"'],
    ['a file of a shell that nothing calls', 'scripts/dev.sh', 'a', 'b'],
    ['a Makefile that nothing calls', 'docs/Makefile', 'a', 'b'],
    ['keys of the prototype', 'package.json', '{}', '{"__proto__":{"scripts":{"prepare":"x"}}}'],
  ])('%s', (_, ...[path, before, after]) => {
    const around = workflow('- run: scripts/ci.sh && make test');
    expect(asked({ ...around, [path]: before }, { ...around, [path]: after })).toEqual([]);
  });
});

describe('what runs at an install, and where it takes packages from', () => {
  const PROJECT = '[project]\nname = "x"\n';
  test.each<readonly [path: string, before: string, after: string, key: string]>([
    ['package.json', '{}', '{"scripts":{"pnpm:devPreinstall":"x"}}', 'scripts.pnpm:devPreinstall'],
    ['package.json', '{}', '{ // bun\n"scripts":{"postinstall":"x"},}', 'scripts.postinstall'],
    ['package.json', '{}', '{"\\u0073cripts":{"prep\\u0061re":"x"}}', 'scripts.prepare'],
    ['package.json', '{}', '{"nano-staged":{"*":"x"}}', 'nano-staged'],
    ['package.json', '{"wireit":{"test":{"command":"x"}}}', '{"wireit":{}}', 'wireit'],
    ['package.json', '{}', '{"renovate":{"automerge":true}}', 'renovate'],
    ['a/Package.JSON', '{}', '{"scripts":{"postinstall":"x"}}', 'scripts.postinstall'],
    ['a/package.yaml', 'name: a', 'name: a\nscripts: { postinstall: x }', 'scripts.postinstall'],
    ['pnpm-workspace.yaml', 'packages: [a]', 'packages: [a]\noverrides: { a: npm:b@1 }', 'overrides'],
    [
      'pnpm-workspace.yaml',
      'packages: [a]',
      'packages: [a]\nonlyBuiltDependencies: [b]',
      'onlyBuiltDependencies',
    ],
    ['pnpm-workspace.yaml', '{}', '"*": 1', '*'],
    [
      'pyproject.toml',
      PROJECT,
      `${PROJECT}[tool.uv]\nextra-index-url = ["https://x"]`,
      'tool.uv.extra-index-url',
    ],
    ['pyproject.toml', PROJECT, `${PROJECT}[tool.uv.pip]\nindex-url = "https://x"`, 'tool.uv.pip'],
    ['pyproject.toml', '[tool.uv]\na = 2024-01-01', '[tool.uv]\na = 2025-01-01', 'tool.uv.a'],
    ['uv.toml', '', 'extra-index-url = ["https://x"]', 'extra-index-url'],
    [
      'pyproject.toml',
      'tool.a.b = 1',
      'tool.hatch.build.targets.wheel.hooks.custom.path = "x"',
      'tool.hatch.build.targets.wheel.hooks',
    ],
    [
      'pyproject.toml',
      PROJECT,
      `${PROJECT}[tool.hatch.metadata.hooks.custom]\npath = "x"`,
      'tool.hatch.metadata.hooks',
    ],
    [
      'pyproject.toml',
      '[tool.hatch.envs.a]',
      '[tool.hatch.envs.a]\npost-install-commands = ["x"]',
      'tool.hatch.envs.a.post-install-commands',
    ],
    ['pyproject.toml', PROJECT, `${PROJECT}[tool.poetry.build]\nscript = "x"`, 'tool.poetry.build'],
    [
      'pyproject.toml',
      PROJECT,
      `${PROJECT}[tool.poetry.requires-plugins]\nx = "*"`,
      'tool.poetry.requires-plugins',
    ],
    ['pyproject.toml', PROJECT, `${PROJECT}[tool.pdm.build]\ncustom-hook = "x"`, 'tool.pdm.build'],
    [
      'pyproject.toml',
      PROJECT,
      `${PROJECT}[tool.pdm.scripts]\npost_install = "x"`,
      'tool.pdm.scripts.post_install',
    ],
    [
      'pyproject.toml',
      PROJECT,
      `${PROJECT}[tool.setuptools]\next-modules = [{ name = "a" }]`,
      'tool.setuptools.ext-modules',
    ],
    [
      'pyproject.toml',
      '[tool.cibuildwheel]\nbefore-build = "a"',
      '[tool.cibuildwheel]\nbefore-build = "b"',
      'tool.cibuildwheel',
    ],
    ['Cargo.toml', '', '[patch.crates-io]\na = { git = "https://x" }', 'patch'],
    ['composer.json', '{}', '{"config":{"secure-http":false}}', 'config'],
    ['composer.json', '{}', '{"scripts":{"post-package-install":"x"}}', 'scripts.post-package-install'],
  ])('%s: %s → %s', (path, ...[before, after, key]) => {
    const around = workflow('- run: true');
    expect(asked({ ...around, [path]: before }, { ...around, [path]: after })).toEqual([`${key} in ${path}`]);
  });
});

describe('a command of another tool that a workflow calls', () => {
  test.each<readonly [string, string, string, string]>([
    [
      'hatch run a:cov',
      'pyproject.toml',
      '[tool.hatch.envs.a.scripts]\ncov = "x"',
      'tool.hatch.envs.a.scripts.cov',
    ],
    ['pixi run lint', 'pyproject.toml', '[tool.pixi.tasks]\nlint = "x"', 'tool.pixi.tasks.lint'],
    ['rye run lint', 'pyproject.toml', '[tool.rye.scripts]\nlint = "x"', 'tool.rye.scripts.lint'],
    ['poe all', 'pyproject.toml', '[tool.poe.tasks]\nall = ["lint"]\nlint = "x"', 'tool.poe.tasks.lint'],
    ['deno task lint', 'deno.jsonc', '{ "tasks": { "lint": "x" } } // tasks', 'tasks.lint'],
    ['composer all', 'composer.json', '{"scripts":{"all":"@lint","lint":"x"}}', 'scripts.lint'],
  ])('%s', (command, ...[path, text, key]) => {
    const around = workflow(`- run: ${command}`);
    const after = text.replace('"x"', '"true"');
    expect(asked({ ...around, [path]: text }, { ...around, [path]: after })).toEqual([`${key} in ${path}`]);
  });

  test.each<readonly [string, string]>([
    ['/usr/bin/make test', 'Makefile'],
    ['make -C web test', 'web/Makefile'],
    ['make test', 'GNUmakefile'],
    ['just test', 'JUSTFILE'],
    ['task test', 'Taskfile.dist.yml'],
    ['python -m tox -e py', 'tox.ini'],
    ['uvx nox -s lint', 'noxfile.py'],
    ['./scripts/ci.sh', 'scripts/ci.sh'],
    ['cd scripts && ./ci.sh', 'scripts/ci.sh'],
    ['$GITHUB_WORKSPACE/scripts/ci.sh', 'scripts/ci.sh'],
    ['.github/ISSUE_TEMPLATE/run.sh', '.github/ISSUE_TEMPLATE/run.sh'],
  ])('%s holds %s', (command, path) => {
    const around = workflow(`- run: ${command}`);
    expect(asked({ ...around, [path]: 'a' }, { ...around, [path]: 'b' })).toEqual([path]);
  });

  test('a part of a Makefile', () => {
    const around = { ...workflow('- run: make test'), Makefile: 'include ci/rules.mk\n' };
    expect(asked({ ...around, 'ci/rules.mk': 'a' }, { ...around, 'ci/rules.mk': 'b' })).toEqual([
      'ci/rules.mk',
    ]);
  });

  test('a Makefile that the script of a package calls', () => {
    const around = { ...workflow('- run: npm test'), 'package.json': scripts({ test: 'make check' }) };
    expect(asked({ ...around, Makefile: 'a' }, { ...around, Makefile: 'b' })).toEqual(['Makefile']);
  });
});

test.each([
  '.github/ISSUE_TEMPLATE/x/action.yml',
  '.github/ISSUE_TEMPLATE/AGENTS.md',
  '.github/PULL_REQUEST_TEMPLATE/.claude/settings.json',
])('among forms, %s is what it is anywhere', (path) => {
  expect(asked({}, { [path]: 'x' })).toEqual([path]);
});

test.each(['[', '{"a":', '{"overrides":'.repeat(3) + '['.repeat(20_000)])(
  'of a package.json that nobody can read all is gone: %#',
  (text) => {
    const around = workflow('- run: npm test');
    const before = scripts({ prepare: 'x' });
    expect(asked({ ...around, 'package.json': before }, { ...around, 'package.json': text })).not.toEqual([]);
  },
);
