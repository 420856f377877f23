import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { allRules } from '../../packages/policy-core/dist/index.js';
import { sentencesIn } from '../../packages/extension/l10n-bundle.mjs';
import { packageVsix, withPictures } from '../../packages/extension/package-vsix.mjs';
import { unpackVsix } from './unpack-vsix.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const GOAL_BYTES = 2.05 * 1024 * 1024;

describe('the packed extension', () => {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-package-'));
  let packed: { readonly file: string; readonly bytes: number };
  let folder = '';
  let manifest: Manifest;

  beforeAll(async () => {
    packed = await packageVsix({ output: path.join(scratch, 'lockkeeper.vsix') });
    folder = await unpackVsix(packed.file, path.join(scratch, 'unpacked'));
    manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  });

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test('is small enough to be downloaded with every update', () => {
    expect(packed.bytes).toBeLessThanOrEqual(GOAL_BYTES);
  });

  test('is the same to the last byte when it is packed again', async () => {
    const again = await packageVsix({ output: path.join(scratch, 'again.vsix') });
    expect(hashOf(again.file)).toBe(hashOf(packed.file));
  });

  test('shows pictures by https from its repository, and none while that has no name', () => {
    const readme = readFileSync(path.join(ROOT, 'packages/extension/README.md'), 'utf8');
    const url = 'git+https://github.com/acme/lockkeeper.git';
    const shown = withPictures(readme, { repository: { type: 'git', url }, version: '0.1.0' });
    const pictures = Array.from(shown.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g), ([, address = '']) => address);
    const raw = 'https://raw.githubusercontent.com/acme/lockkeeper/v0.1.0/';
    expect(pictures.length).toBeGreaterThan(1);
    for (const address of pictures) {
      expect(address.startsWith(raw)).toBe(true);
      expect(existsSync(path.join(ROOT, address.slice(raw.length)))).toBe(true);
    }
    const packedReadme = readFileSync(path.join(folder, 'readme.md'), 'utf8');
    expect(packedReadme).not.toContain('![');
    expect(packedReadme).toContain('## What you get');
    expect(existsSync(path.join(folder, 'changelog.md'))).toBe(true);
  });

  test('is lockkeeper.lockkeeper, and needs nothing from npm', () => {
    expect(manifest).toMatchObject({
      name: 'lockkeeper',
      publisher: 'lockkeeper',
      extensionKind: ['workspace'],
    });
    expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['dependencies']));
    expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['private']));
  });

  test('holds every file that its manifest names', () => {
    const { viewsContainers, walkthroughs } = manifest.contributes;
    const named = [
      manifest.main,
      manifest.icon,
      ...viewsContainers.activitybar.map(({ icon }) => icon),
      ...walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
    ];
    expect(named.filter((file) => !existsSync(path.join(folder, file)))).toEqual([]);
  });

  test('leaves policies to its server: another schema would offer each key twice, and underline each twice', () => {
    const named = Object.keys(manifest.contributes);
    expect(named.filter((name) => name.endsWith('Validation'))).toEqual([]);
  });

  test('holds server, CLI, parsers and the page of every rule', () => {
    const pages: unknown = JSON.parse(readFileSync(path.join(folder, 'dist/rules.json'), 'utf8'));
    expect(pages).toEqual(
      Object.fromEntries(allRules.map(({ id }) => [id, expect.stringMatching(new RegExp(`^# ${id}\n`))])),
    );
    const programs = ['extension.cjs', 'lockkeeper-lsp.cjs', 'lockkeeper-worker.cjs', 'lockkeeper.cjs'];
    expect(readdirSync(path.join(folder, 'dist'))).toEqual(expect.arrayContaining(programs));
    const parts = readdirSync(path.join(folder, 'dist/chunks'));
    expect(parts).toEqual(expect.arrayContaining(['lockkeeper-judge.cjs', 'main.cjs']));
    expect(readdirSync(path.join(folder, 'dist/wasm')).filter((file) => file.endsWith('.wasm'))).toHaveLength(
      3,
    );
  });

  test('holds what judges once, for the server and for the command line', () => {
    const holding = readdirSync(path.join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.cjs'))
      .filter((file) => readFileSync(path.join(folder, 'dist', file), 'utf8').includes('is a head as well.'));
    expect(holding).toHaveLength(1);
  });

  test('speaks with editors without holding a rule: those judge in a thread of their own', () => {
    const textOf = (file: string) => readFileSync(path.join(folder, 'dist', file), 'utf8');
    expect(textOf('lockkeeper-lsp.cjs')).not.toContain('migrations/multiple-heads');
    expect(textOf('lockkeeper-lsp.cjs')).toContain('textDocument/diagnostic');
  });

  test('has an English text for every name in its manifest, and none for another', () => {
    const texts: Readonly<Record<string, string>> = JSON.parse(
      readFileSync(path.join(folder, 'package.nls.json'), 'utf8'),
    );
    const written = readFileSync(path.join(folder, 'package.json'), 'utf8');
    const named = Array.from(written.matchAll(/"%([^%"]+)%"/g), ([, name]) => name);
    expect(new Set(named)).toEqual(new Set(Object.keys(texts)));
    expect(Object.values(texts).filter((text) => text.trim() === '')).toEqual([]);
  });

  test('leaves no title, name or description in its manifest that could not be translated', () => {
    const shown = /"(title|description|contents|markdownDescription|name)": "([^%"][^"]*)"/g;
    const written = JSON.stringify(manifest.contributes, null, 1);
    const plain = Array.from(written.matchAll(shown), ([, , text]) => text);
    expect([...new Set(plain)]).toEqual(['Lockkeeper']);
  });

  test('carries every sentence of its sources for translators', () => {
    const sentences: Readonly<Record<string, string>> = JSON.parse(
      readFileSync(path.join(folder, 'l10n/bundle.l10n.json'), 'utf8'),
    );
    expect(sentences).toHaveProperty(['{0} in {1}.'], '{0} in {1}.');
    expect(Object.keys(sentences).length).toBeGreaterThan(40);
    expect(Object.entries(sentences).filter(([key, text]) => key !== text)).toEqual([]);
  });

  test('takes no sentence that a translator could not see', () => {
    const hidden = 'const { l10n } = vscode;\nl10n.t(sentence, 1);\n';
    expect(() => sentencesIn(hidden, 'example.ts')).toThrow(/:2: l10n\.t takes a literal/);
    expect(sentencesIn("l10n.t('Wait for {0}.', name);", 'example.ts')).toEqual(['Wait for {0}.']);
  });

  test('counts a step of the walkthrough as done only when it truly is, never for a click', () => {
    const steps = manifest.contributes.walkthroughs.flatMap((one) => one.steps);
    expect(steps.length).toBeGreaterThanOrEqual(5);
    const events = steps.flatMap(({ completionEvents }) => completionEvents);
    expect(events).toHaveLength(steps.length);
    expect(events.filter((event) => !event.startsWith('onContext:'))).toEqual([]);
  });

  test('names in its texts only commands that there are', () => {
    const texts = readFileSync(path.join(folder, 'package.nls.json'), 'utf8');
    const named = Array.from(texts.matchAll(/command:(lockkeeper\.\w+)\)/g), ([, name]) => name);
    const known = new Set(manifest.contributes.commands.map(({ command }) => command));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => name === undefined || !known.has(name))).toEqual([]);
  });

  test('holds neither sources nor tests nor maps, and does not say where it was built', () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(
      files.map(({ name }) => name).filter((name) => /\.(ts|map|tsbuildinfo)$|\.test\./.test(name)),
    ).toEqual([]);
    const saying = files.filter(({ parentPath, name }) =>
      readFileSync(path.join(parentPath, name)).includes(ROOT),
    );
    expect(saying.map(({ name }) => name)).toEqual([]);
  });

  test('wakes up for every name a policy may have, at the top and below, and where a service updates itself', () => {
    const names = ['yaml', 'yml', 'toml', 'json'].map((ending) => `lockkeeper.${ending}`);
    expect(manifest.activationEvents).toEqual([
      ...names.map((name) => `workspaceContains:${name}`),
      ...names.map((name) => `workspaceContains:**/${name}`),
      'workspaceContains:bot_persistence/*/meta/update_state.json',
      'onUri',
      'onWebviewPanel:lockkeeper.migrationHistory',
      'onWebviewPanel:lockkeeper.deploymentTimeline',
    ]);
  });

  test.each([
    'runDeployGuard',
    'rerunDeployGuard',
    'auditDatabases',
    'diagnoseDatabases',
    'setDatabaseConnection',
    'forgetDatabaseConnection',
    'showChecklist',
    'stampBaseline',
    'createMigration',
    'upgradeDatabase',
    'downgradeDatabase',
    'commitMigration',
    'createPolicy',
    'acceptFindings',
    'checkPastedPlan',
    'putStepInTerminal',
    'promote',
    'rollBack',
    'showDeployments',
    'showTimeline',
    'resumeDeployment',
    'holdEnvironment',
    'approveDeployment',
    'abandonDeployment',
    'blockCommit',
    'setDeploymentSecret',
    'startChangeBranch',
  ])('offers %s, which starts a process or knows a secret, only where the workspace is trusted', (name) => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    const { commands, menus } = manifest.contributes;
    const command = `lockkeeper.${name}`;
    expect(commands.find((one) => one.command === command)?.enablement).toBe('isWorkspaceTrusted');
    const inPalette = menus['commandPalette']?.find((one) => one.command === command);
    expect(inPalette?.when).toMatch(/^(?:isWorkspaceTrusted(?: && .*)?|false)$/);
  });
});

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: string } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly markdown: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly icon: string }[] };
  };
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
