import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { packageVsix } from '../../packages/extension/package-vsix.mjs';
import { readTheme, THEMES_FILE, type Theme } from './history-page/themes.ts';
import { writeShopHistory } from './shop-history.ts';
import { openWorkbench, type Workbench } from './workbench.mjs';
import { PATIENCE_MS, STORY_LIMIT_MS } from './workbench/retry.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SETUP_LIMIT_MS = 600_000;

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';

// One window serves all stories, in this order: somebody looks at the history, goes through it, and changes it.
describe.runIf(isServerPlatform)(
  'the history of the migrations in VS Code',
  { timeout: STORY_LIMIT_MS },
  () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-history-'));
    let workbench: Workbench;
    let drawing: FrameLocator;

    beforeAll(async () => {
      writeShopHistory(path.join(folder, 'shop'));
      const { file: vsix } = await packageVsix({ output: path.join(ROOT, '.cache/vsix/history.vsix') });
      workbench = await openWorkbench({ vsix, workspace: path.join(folder, 'shop'), log: console.log });
      await workbench.page.setViewportSize({ width: 1280, height: 800 });
      drawing = workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    }, SETUP_LIMIT_MS);

    afterAll(async () => {
      await workbench?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test('is drawn by a command', async () => {
      await workbench.runCommand('Lockkeeper: Show Migration History');
      await drawing.getByRole('option').first().waitFor();
      expect(await ids()).toEqual(
        'e58b d4f7 c36a b2e9 9c0f a1d4 8b33 7a5d 5e22 3c41 6f18 4d90 2b7e 1a0c'.split(' '),
      );
      expect(await drawing.locator('.summary').innerText()).toMatch(
        /^14 revisions, 2 heads, \d errors?, 1 warning$/,
      );
      const marked = async (mark: string) =>
        drawing.locator('.row', { hasText: mark }).locator('.id').allInnerTexts();
      expect(await marked('last release')).toEqual(['8b33']);
      expect(await marked('new')).toEqual(['e58b', 'd4f7']);
      expect(await marked('merge')).toEqual(['c36a', '7a5d']);
      expect(await drawing.locator('svg.lanes path.line').count()).toBe(15);
    });

    test('shows what the command line draws', () => {
      const cli = path.join(ROOT, 'packages/cli/dist/lockkeeper.cjs');
      const args = [cli, 'migrations', 'graph', '--format', 'json'];
      const { environments } = JSON.parse(
        execFileSync(process.execPath, args, { cwd: workbench.workspace, encoding: 'utf8' }),
      );
      return expect(ids()).resolves.toEqual(
        environments[0].revisions.map(({ id }: { readonly id: string }) => id),
      );
    });

    test('is gone through by the keyboard, and Enter opens a revision beside it', async () => {
      const { keyboard } = workbench.page;
      const way: (string | null)[] = [];
      for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'Home', 'ArrowRight']) {
        await keyboard.press(key);
        way.push(await selected());
      }
      expect(way).toEqual(['c36a', 'a1d4', '8b33', 'e58b', 'd4f7']);
      await keyboard.press('Enter');
      await workbench.page.locator('.tab.active', { hasText: 'd4f7_forget_addresses.py' }).waitFor();
      await workbench.page.locator('.monaco-editor.focused').first().waitFor();
      expect(await workbench.visibleText()).toContain('op.drop_column("customers", "address")');
      await drawing.locator('.row.current', { hasText: 'open in the editor' }).waitFor();
      expect(await drawing.locator('.row.current .id').innerText()).toBe('d4f7');
    });

    test('follows what is typed', async () => {
      await workbench.placeCursor('Forget addresses');
      await workbench.page.keyboard.press('Home');
      for (let letter = 0; letter < 3; letter += 1) await workbench.page.keyboard.press('ArrowRight');
      await workbench.typeText('Really ');
      await drawing.locator('.row', { hasText: 'Really Forget addresses' }).waitFor();
      expect(await selected()).toBe('d4f7');
      await workbench.runCommand('File: Revert File');
      await drawing.locator('.row', { hasText: 'Really' }).waitFor({ state: 'detached' });
    });

    test('follows what comes and goes on disk', async () => {
      const file = path.join(workbench.workspace, 'alembic/versions/f6c1_merge_heads.py');
      writeFileSync(
        file,
        '"""Merge heads"""\nrevision = "f6c1"\ndown_revision = ("d4f7", "e58b")\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n',
      );
      await drawing.locator('.row', { hasText: 'Merge heads' }).waitFor();
      expect((await drawing.locator('.summary').innerText()).split(', ').slice(0, 2)).toEqual([
        '15 revisions',
        '1 head',
      ]);
      rmSync(file);
      await drawing.locator('.row', { hasText: 'Merge heads' }).waitFor({ state: 'detached' });
    });

    test('a click opens a revision, and the history keeps the focus', async () => {
      await drawing.getByText('Find orders by customer').click();
      await workbench.page.locator('.tab', { hasText: 'b2e9_find_orders_by_customer.py' }).waitFor();
      await drawing.locator('.row.selected.current', { hasText: 'b2e9' }).waitFor();
      expect(await drawing.getByRole('listbox').evaluate((list) => list.matches(':focus'))).toBe(true);
    });

    test('is where it was after it was hidden, and after a reload of the window', async () => {
      await drawing.getByRole('searchbox').fill('refunds');
      expect(await selected()).toBe('c36a');
      // In the same group, in front of it.
      await workbench.openFile('README.md');
      await drawing.getByRole('option').first().waitFor({ state: 'detached' });
      await expectPlace();
      await workbench.page.reload();
      await expectPlace();

      async function expectPlace(): Promise<void> {
        // A window that is loaded anew may have kept what was in front a moment before.
        await workbench.page.locator('.tab', { hasText: 'Migration History' }).click();
        await drawing
          .getByRole('option')
          .first()
          .waitFor({ timeout: 2 * PATIENCE_MS });
        expect(await drawing.getByRole('searchbox').inputValue()).toBe('refunds');
        expect(await selected()).toBe('c36a');
      }
    });

    test('is one button away from a revision, which it then shows', async () => {
      await workbench.runCommand('View: Close All Editors');
      await workbench.openFile('4d90_remember_addresses.py');
      await workbench.page.locator('.editor-actions [aria-label^="Show Migration History"]').first().click();
      await drawing.locator('.row.selected.current').waitFor();
      expect(await selected()).toBe('4d90');
    });

    test('is one click away where a lens says how a revision stands in it', async () => {
      await workbench.runCommand('View: Close All Editors');
      await workbench.openFile('e58b_gift_cards.py');
      await workbench.page.locator('.codelens-decoration a', { hasText: 'Head' }).first().click();
      await drawing.locator('.row.selected.current').waitFor();
      expect(await selected()).toBe('e58b');
      if (process.env['LOCKKEEPER_PICTURES']) await takePictures();
    });

    async function ids(): Promise<readonly string[]> {
      return drawing.locator('.row .id').allInnerTexts();
    }

    /** Id of the revision that is selected. */
    async function selected(): Promise<string | null> {
      return drawing.locator('.row.selected .id').textContent();
    }

    /** `LOCKKEEPER_PICTURES=1 pnpm unit test/editor/history-ui`: those of the documents, and the colours of the themes. */
    async function takePictures(): Promise<void> {
      await workbench.runCommand('View: Close Primary Side Bar');
      await drawing.locator('.row', { hasText: 'Forget addresses' }).click();
      await drawing.locator('.row.selected.current').waitFor();
      await workbench.page.setViewportSize({ width: 1180, height: 700 });
      const themes: Theme[] = [];
      for (const [name, picture] of PICTURES) themes.push(await pictured(name, picture));
      writeFileSync(THEMES_FILE, `${JSON.stringify(themes, null, 2)}\n`);
    }

    async function pictured(name: string, picture: string): Promise<Theme> {
      const settings = path.join(workbench.workspace, '.vscode/settings.json');
      mkdirSync(path.dirname(settings), { recursive: true });
      writeFileSync(settings, JSON.stringify({ 'workbench.colorTheme': name }));
      await drawing.locator(`body[data-vscode-theme-id="${name}"]`).waitFor();
      await workbench.page.waitForTimeout(1500); // Until it is drawn.
      const file = path.join(ROOT, 'docs/images', `history-${picture}.png`);
      if (picture !== '') await workbench.screenshot(file);
      const { bodyClass, style } = await drawing.locator('body').evaluate((body) => ({
        bodyClass: body.className,
        style: document.documentElement.getAttribute('style') ?? '',
      }));
      return readTheme({ name, bodyClass, style, css: readFileSync(PAGE_STYLE, 'utf8') });
    }
  },
);

const PAGE_STYLE = path.join(ROOT, 'packages/extension/src/webview/page/page.css');

/** Themes that come with VS Code, and the picture of each that the documents show. */
const PICTURES = [
  ['Light 2026', ''],
  ['Dark 2026', ''],
  ['Light Modern', 'light'],
  ['Dark Modern', 'dark'],
  ['Default High Contrast', 'high-contrast'],
  ['Default High Contrast Light', ''],
] as const;
