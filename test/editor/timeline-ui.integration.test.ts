import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { packageVsix } from '../../packages/extension/package-vsix.mjs';
import { GO, openShop, type Shop } from '../deploy/shop.ts';
import { openWorkbench, type Workbench } from './workbench.mjs';
import { PATIENCE_MS, STORY_LIMIT_MS } from './workbench/retry.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SETUP_LIMIT_MS = 600_000;

const isServerPlatform = process.platform === 'linux' && process.arch === 'x64';

const RECORD = 'infrastructure/last-good-deploy.json';

/** Another one of the window; the first one stays as it was. */
const THEMES: readonly (readonly [theme: string, shot: string])[] = [
  ['Default High Contrast', 'high-contrast'],
  ['Default High Contrast Light', 'high-contrast-light'],
  ['Light Modern', 'light'],
  ['Dark Modern', 'dark'],
];

// One window serves all stories, in this order: somebody looks what ran where, and what came of it.
describe.runIf(isServerPlatform)('the timeline in VS Code', { timeout: STORY_LIMIT_MS }, () => {
  let shop: Shop;
  let workbench: Workbench;
  let drawing: FrameLocator;
  let first: string;

  beforeAll(async () => {
    const packing = packageVsix({ output: path.join(ROOT, '.cache/vsix/timeline.vsix') });
    shop = await openShop();
    first = shop.git('rev-parse', 'HEAD');
    await must('agent', 'deploy', 'staging', '--yes');
    const { answer } = await shop.ask('agent', 'promote', ...GO);
    await must('mia', 'approve', answer.run ?? '', ...GO);
    await must('agent', 'resume', ...GO);
    shop.commit({ 'greeting.txt': 'Hello again\n' });
    await must('agent', 'deploy', 'staging', '--yes');
    // The log counts seconds: what happens within one is told lane by lane.
    await new Promise((done) => setTimeout(done, 1100));
    await must('mia', 'hold', 'production', '--reason', 'audit <b>week</b>');
    const { file: vsix } = await packing;
    workbench = await openWorkbench({
      vsix,
      workspace: shop.clone,
      env: ofShop(shop.env('agent')),
      log: console.log,
    });
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
    drawing = workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }, SETUP_LIMIT_MS);

  afterAll(async () => {
    await workbench?.close();
    await shop?.end();
  });

  const must = async (...command: Parameters<Shop['run']>) => {
    const { exitCode, stderr } = await shop.run(...command);
    if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}: ${stderr}`);
  };
  /** A picture of the window, for who wants to look: `LOCKKEEPER_SHOTS=folder`. */
  const shot = async (name: string) => {
    const folder = process.env['LOCKKEEPER_SHOTS'];
    if (folder) await workbench.screenshot(path.join(folder, `vscode-timeline-${name}.png`));
  };
  const selected = async () => {
    const row = drawing.getByRole('option', { selected: true });
    return [await row.locator('.where').innerText(), await row.locator('.what').innerText()];
  };
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await workbench.page.keyboard.press(key);
  };

  const recordFile = () => path.join(workbench.workspace, RECORD);
  const lenses = async () =>
    (await workbench.page.locator('.codelens-decoration').allInnerTexts())
      .join(' | ')
      .replaceAll('\u00a0', ' ');

  test('is opened by the palette, and says what runs now and what led there', async () => {
    await workbench.runCommand('Lockkeeper: Show Deployment Timeline');
    await drawing.getByRole('option').first().waitFor();
    expect(await drawing.locator('.what').allInnerTexts()).toEqual([
      'Hold',
      'Deploy · done',
      'Promotion · done',
      'Deploy · done',
    ]);
    const live = await drawing.locator('.places li').allInnerTexts();
    expect(live[1]).toContain(first.slice(0, 10));
    expect(live[1]).toMatch(/1 commit behind staging/);
    await shot('opened');
  });

  test('is walked with the keyboard alone, and Enter opens the proof of a run', async () => {
    const way = [
      ['ArrowLeft', 'shop in staging', 'Deploy · done'],
      ['ArrowDown', 'shop in staging', 'Deploy · done'],
      ['ArrowRight', 'shop in production', 'Promotion · done'],
      ['Home', 'shop in production', 'Hold'],
      ['ArrowDown', 'shop in production', 'Promotion · done'],
    ] as const;
    for (const [key, ...row] of way) {
      await press(key);
      await expect.poll(selected, { timeout: PATIENCE_MS }).toEqual(row);
    }
    await shot('walked');
    await press('Enter');
    await workbench.page.locator('.tab.active', { hasText: 'Promote shop to production' }).waitFor();
    await expect
      .poll(async () => await workbench.visibleText(), { timeout: PATIENCE_MS })
      .toContain('## Proof');
    expect(await workbench.visibleText()).toContain('health says 200');
    await shot('proof');
    // By a command that may run twice: a click that takes its time is tried again, and would close the next editor, too.
    await workbench.runCommand('Lockkeeper: Show Deployment Timeline');
    await expect.poll(selected, { timeout: PATIENCE_MS }).toEqual(['shop in production', 'Promotion · done']);
  });

  test('is opened from the menu of a place, with that selected', async () => {
    await workbench.runCommand('Lockkeeper: Show Deployments');
    const { page } = workbench;
    await page.locator('.monaco-list:focus .focused', { hasText: 'shop in staging' }).waitFor();
    await press('Shift+F10');
    const item = page.locator('.monaco-menu').getByRole('menuitem', { name: 'Show Deployment Timeline' });
    await item.waitFor();
    const chosen = async () => {
      // A menu that is still being opened takes no click.
      if (await item.isVisible()) await item.click();
      return await selected();
    };
    await expect
      .poll(chosen, { timeout: PATIENCE_MS, interval: 500 })
      .toEqual(['shop in staging', 'Deploy · done']);
  });

  test('is behind the lens of the record, whose chain is verified, and on a commit stands what brought it', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', workbench.workspace, ...args], { encoding: 'utf8' });
    git('fetch', '--quiet', 'origin', 'lockkeeper/records');
    mkdirSync(path.dirname(recordFile()), { recursive: true });
    writeFileSync(recordFile(), git('show', `FETCH_HEAD:${RECORD}`));
    await workbench.openFile('last-good-deploy.json');
    await expect.poll(lenses, { timeout: PATIENCE_MS }).toContain('Verified chain');
    expect(await lenses()).toContain('1 commit behind staging');
    expect(await workbench.hover(first.slice(0, 12), 'Promoted to production')).toContain('by agent');
    await shot('lens');
    await workbench.page.locator('.codelens-decoration a', { hasText: 'History' }).click();
    await expect.poll(selected, { timeout: PATIENCE_MS }).toEqual(['shop in production', 'Hold']);
  });

  test('has no tick above a record that somebody edits', async () => {
    await workbench.openFile('last-good-deploy.json');
    await expect.poll(lenses, { timeout: PATIENCE_MS }).toContain('Verified chain');
    await press('Control+Home');
    await workbench.page.keyboard.type(' ');
    await expect.poll(lenses, { timeout: PATIENCE_MS }).toContain('Chain not verified');
    expect(await lenses()).not.toContain('Verified chain');
    await shot('lens-edited');
    await workbench.keys.runCommand('View: Revert and Close Editor');
  });

  test.each(THEMES)('in %s tells everything by its form as well', async (theme, name) => {
    const settings = path.join(workbench.workspace, '.vscode/settings.json');
    mkdirSync(path.dirname(settings), { recursive: true });
    writeFileSync(settings, JSON.stringify({ 'workbench.colorTheme': theme }));
    await drawing.locator(`body[data-vscode-theme-id="${theme}"]`).waitFor();
    const forms = await drawing
      .locator('svg.lanes g.sign')
      .evaluateAll((signs) => signs.map((sign) => sign.querySelector('.form')?.tagName));
    expect(forms).toContain('path');
    expect(forms).toContain('circle');
    await drawing.getByRole('listbox').focus();
    await press('Home');
    expect((await selected())[1]).toBe('Hold');
    await shot(name);
  });
});

/** What the sample sets: the rest is that of the machine, of which the window sees nothing. */
function ofShop(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => process.env[name] !== value));
}
