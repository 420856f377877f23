import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { packageVsix } from '../../packages/extension/package-vsix.mjs';
import { unpackVsix } from './unpack-vsix.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const GOAL_BYTES = 2.5 * 1024 * 1024;

describe('the packed extension', { timeout: 60_000 }, () => {
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
    const { jsonValidation, yamlValidation, viewsContainers } = manifest.contributes;
    const named = [
      manifest.main,
      manifest.icon,
      ...[...jsonValidation, ...yamlValidation].map(({ url }) => url),
      ...viewsContainers.activitybar.map(({ icon }) => icon),
    ];
    expect(named.filter((file) => !existsSync(path.join(folder, file)))).toEqual([]);
  });

  test('holds server, CLI, parsers and the page of every rule', () => {
    const pages = markdownBelow(path.join(ROOT, 'packages/policy-core/src/rules'));
    expect(pages.length).toBeGreaterThanOrEqual(5);
    expect(markdownBelow(path.join(folder, 'dist/rules'))).toEqual(pages);
    const programs = ['extension.cjs', 'lockkeeper-lsp.cjs', 'lockkeeper-worker.cjs', 'lockkeeper.cjs'];
    expect(readdirSync(path.join(folder, 'dist'))).toEqual(expect.arrayContaining(programs));
    expect(readdirSync(path.join(folder, 'dist/wasm')).filter((file) => file.endsWith('.wasm'))).toHaveLength(
      3,
    );
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

  test('wakes up for every name a policy may have, at the top and below', () => {
    const names = ['yaml', 'yml', 'toml', 'json'].map((ending) => `lockkeeper.${ending}`);
    expect(manifest.activationEvents).toEqual([
      ...names.map((name) => `workspaceContains:${name}`),
      ...names.map((name) => `workspaceContains:**/${name}`),
      'onUri',
    ]);
  });

  test('offers what starts git only where the workspace is trusted', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    const guard = manifest.contributes.commands.find(
      ({ command }) => command === 'lockkeeper.runDeployGuard',
    );
    expect(guard?.enablement).toBe('isWorkspaceTrusted');
    const places = Object.values(manifest.contributes.menus).flat();
    const unguarded = places.filter(
      ({ command, when }) => command === 'lockkeeper.runDeployGuard' && !when.includes('isWorkspaceTrusted'),
    );
    expect(unguarded).toEqual([]);
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
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly yamlValidation: readonly { readonly url: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly icon: string }[] };
  };
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function markdownBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort();
}
