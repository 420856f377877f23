import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runTool } from '../../tools/check/run-tool.mjs';
import { withRule } from '../../tools/new-rule/registry.mjs';
import { readRuleName } from '../../tools/new-rule/rule-name.mjs';
import { AREAS, factFile, REGISTRY, ruleFile } from '../../tools/rule-files.mjs';
import { ROOT } from '../architecture/source-files.ts';
import { readRulePage } from '../rule-pages/rule-page.ts';

describe('the name of a new rule', () => {
  test('is area/name, and the constant follows from it', () => {
    expect(readRuleName('migrations/ban-drop-column')).toEqual({
      kind: 'name',
      value: {
        id: 'migrations/ban-drop-column',
        area: 'migrations',
        name: 'ban-drop-column',
        constant: 'banDropColumn',
      },
    });
  });

  test('gets its area behind it where JavaScript keeps the word for itself', () => {
    expect(readRuleName('paths/protected')).toMatchObject({ value: { constant: 'protectedPaths' } });
  });

  test.each(['migrations', 'deps/pinned', 'Migrations/x-y', '', '/x-y'])(
    'is refused without an area: "%s"',
    (id) => {
      expect(readRuleName(id)).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining('does not begin with an area'),
      });
    },
  );

  test.each([
    'paths/',
    'paths/Ban-It',
    'paths/ban_it',
    'paths/-x',
    'paths/a--b',
    'paths/../x',
    'paths/ok/more',
    'paths/x ',
  ])('is refused when it is not lower-case words: "%s"', (id) => {
    expect(readRuleName(id)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('is not a rule name'),
    });
  });
});

test('the registry gets an import in its place and an entry at the end', () => {
  const registry = [
    "import { lockInSync } from '../dependencies/rules/lock-in-sync.ts';",
    "import type { Rule } from '../engine/rule.ts';",
    "import { protectedPaths } from '../paths/rules/protected.ts';",
    '',
    'export const allRules: readonly Rule[] = [protectedPaths, lockInSync];',
    '',
  ].join('\n');
  const rule = { id: 'migrations/no-rename', area: 'migrations', name: 'no-rename', constant: 'noRename' };
  expect(withRule(registry, rule)).toBe(
    [
      "import { lockInSync } from '../dependencies/rules/lock-in-sync.ts';",
      "import type { Rule } from '../engine/rule.ts';",
      "import { noRename } from '../migrations/rules/no-rename.ts';",
      "import { protectedPaths } from '../paths/rules/protected.ts';",
      '',
      'export const allRules: readonly Rule[] = [',
      '  protectedPaths,',
      '  lockInSync,',
      '  noRename,',
      '];',
      '',
    ].join('\n'),
  );
});

describe('pnpm new-rule in a copy of the repository', () => {
  const copy = path.join(ROOT, '.cache/new-rule', String(process.pid));
  const fileOf = (id: string, ending: '.ts' | '.test.ts' | '.md') => path.join(copy, ruleFile(id, ending));
  const WITH_FACT = 'branches/sample-in-rules';
  const plain = AREAS.map((area) => `${area}/sample-in-${area}`);
  const ids = [...plain, WITH_FACT];
  const facts = (['.ts', '.test.ts'] as const).map((ending) =>
    path.join(copy, 'packages/policy-core/src', factFile(WITH_FACT, 'sample-in-facts', ending)),
  );

  beforeAll(() => {
    copyRepository(copy);
    for (const id of plain) newRule(copy, id);
    newRule(copy, WITH_FACT, '--fact', 'sample-in-facts');
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test('writes three siblings for each area, and a page with every section', () => {
    for (const id of ids) {
      const siblings = [fileOf(id, '.ts'), fileOf(id, '.test.ts'), fileOf(id, '.md')];
      const missing = siblings.filter((file) => !existsSync(file));
      expect(missing, id).toEqual([]);
      const page = readRulePage(readFileSync(fileOf(id, '.md'), 'utf8'));
      expect(page.sections).toEqual(['Why', 'Examples', 'How to fix', 'Options', 'When to turn it off']);
      expect(page.examples.map(({ verdict }) => verdict)).toEqual(['bad', 'good']);
    }
  });

  test('writes a fact and its test, and a rule that judges it', () => {
    expect(facts.filter((file) => !existsSync(file))).toEqual([]);
    expect(readFileSync(fileOf(WITH_FACT, '.ts'), 'utf8')).toContain('subjects: sampleInFacts');
  });

  test.each([[['paths/x-y', '--fact']], [['paths/x-y', '--fact', 'Not It']], [['paths/x-y', 'more']]])(
    'refuses %j, and writes nothing',
    (args) => {
      expect(newRule(copy, ...args).status).toBe(2);
      expect(existsSync(fileOf('paths/x-y', '.ts'))).toBe(false);
    },
  );

  test('writes code that the type checker, the linter and the formatter accept', async () => {
    const types = await runTool('typescript/tsc', ['-p', 'tsconfig.scaffold.json'], { cwd: copy });
    expect(types.output.split('\n').filter((line) => /sample-in-|all-rules/.test(line))).toEqual([]);
    const files = [...ids.flatMap((id) => [fileOf(id, '.ts'), fileOf(id, '.test.ts')]), ...facts];
    const lint = await runTool('oxlint', [
      '-c',
      path.join(ROOT, '.oxlintrc.json'),
      '--deny-warnings',
      ...files,
    ]);
    expect(lint.exitCode, lint.output).toBe(0);
    const format = await runTool('oxfmt', ['-c', path.join(ROOT, '.oxfmtrc.json'), '--check', ...files], {
      cwd: copy,
    });
    expect(format.exitCode, format.output).toBe(0);
  });

  test('leaves those tests of a rule red that say what to write', async () => {
    const file = ruleFile('migrations/sample-in-migrations', '.test.ts');
    const { exitCode, output } = await runTool('vitest', ['run', file, '--reporter=verbose'], { cwd: copy });
    expect(exitCode).toBe(1);
    const red = output.split('\n').filter((line) => line.includes(' FAIL '));
    expect(red, output).toHaveLength(2);
    expect(red[0]).toContain('breaks the rule: write here what breaks it, then make this test pass');
    expect(red[1]).toContain('passes on something that it looked at, and is violated');
    expect(output).toContain('"messageId": "broken"');
  });

  test('refuses a rule that exists, and writes nothing', () => {
    const before = readFileSync(path.join(copy, REGISTRY), 'utf8');
    const { status, stderr } = newRule(copy, 'paths/protected');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'packages/policy-core/src/paths/rules/protected.ts exists already. Choose another name.\n',
    });
    expect(readFileSync(path.join(copy, REGISTRY), 'utf8')).toBe(before);
  });

  test('says how to call it when nothing is named', () => {
    expect(newRule(copy)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^Say which rule: .*\.\n$/),
    });
  });
});

function newRule(copy: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [path.join(copy, 'tools/new-rule.mjs'), ...args], { encoding: 'utf8' });
}

/** Below the repository, so that the installed packages are found; only what a rule needs. */
function copyRepository(copy: string): void {
  rmSync(copy, { recursive: true, force: true });
  for (const part of [
    'tools/new-rule',
    'tools/new-rule.mjs',
    'tools/rule-files.mjs',
    'packages/policy-core/src',
    'tsconfig.base.json',
  ]) {
    cpSync(path.join(ROOT, part), path.join(copy, part), { recursive: true });
  }
  symlinkSync(
    path.join(ROOT, 'packages/policy-core/node_modules'),
    path.join(copy, 'packages/policy-core/node_modules'),
    'junction',
  );
  writeFileSync(
    path.join(copy, 'tsconfig.scaffold.json'),
    JSON.stringify({
      extends: './tsconfig.base.json',
      compilerOptions: {
        noEmit: true,
        composite: false,
        declaration: false,
        declarationMap: false,
        types: ['node'],
      },
      // What is new, and what that needs: the rest is checked with the whole.
      include: [REGISTRY, 'packages/*/src/**/sample-in-*.ts', 'packages/*/src/**/*.d.ts'],
    }),
  );
  writeFileSync(
    path.join(copy, 'vitest.config.mjs'),
    "export default { test: { include: ['packages/*/src/**/*.test.ts'], isolate: false } };\n",
  );
}
