import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';

import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { contrast } from './contrast.ts';
import { launchBrowser, openTimelinePage, type PageLook } from './open-page.ts';
import { savedThemes } from './themes.ts';
import { HOSTILE, longTimeline, neverDeployed, NOWHERE, shopTimeline, shown } from './timeline-sample.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function opened(timeline = shopTimeline(), look: PageLook = {}) {
  const open = await openTimelinePage(browser, { width: 1100, ...look });
  await open.tell(shown(timeline));
  await open.page.locator('.places li').first().waitFor();
  return open;
}

/** What a screen reader says of the one that is selected. */
const spoken = async (page: Page) =>
  (await page.getByRole('option', { selected: true }).innerText()).replaceAll(/\s+/g, ' ');
const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** For who wants to look: `LOCKKEEPER_SHOTS=folder`. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['LOCKKEEPER_SHOTS'];
  if (folder)
    await page.screenshot({ path: path.join(folder, `timeline-${name.replaceAll(/\W+/g, '-')}.png`) });
}

describe('the page of a timeline', () => {
  test('draws all that happened, the newest first, and what runs now', async () => {
    const { page, complaints, loaded } = await opened();
    expect(await page.getByRole('option').count()).toBe(13);
    expect(await page.locator('.what').first().innerText()).toBe('Promotion · interrupted');
    expect(await page.locator('.places li strong').allInnerTexts()).toEqual([
      'shop in staging',
      'shop in production',
    ]);
    expect(await page.locator('.facts .bad').allInnerTexts()).toEqual([
      expect.stringContaining('a different commit'),
      expect.stringContaining('Held by mia'),
    ]);
    expect(await page.locator('svg.lanes g.sign').count()).toBe(13);
    expect([complaints, loaded]).toEqual([[], []]);
    await page.context().close();
  });

  test('makes no markup of what others wrote', async () => {
    const { page, complaints } = await opened();
    expect(await page.locator('.row', { hasText: HOSTILE }).count()).toBe(1);
    await page.locator('.row', { hasText: 'Hold of a commit' }).click();
    expect(await page.locator('.details').innerText()).toContain(HOSTILE);
    expect(await page.locator('img, .row b, .details b').count()).toBe(0);
    expect([await page.title(), complaints]).toEqual(['Deployment Timeline', []]);
    await page.context().close();
  });

  test('is walked by keys alone: along a lane, to the one beside, to the ends', async () => {
    const { page, said } = await opened();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
    const way: string[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowLeft', 'ArrowDown', 'ArrowRight', 'End', 'Home']) {
      await press(page, key);
      way.push((await spoken(page)).split(',').slice(0, 2).join(',').trim());
    }
    expect(way).toEqual([
      'shop in production , Hold',
      'shop in production , Hold of a commit',
      'shop in staging , Deploy · done',
      'shop in staging , Deploy · done',
      'shop in production , Promotion · refused',
      'shop in production , Promotion · done',
      'shop in production , Promotion · interrupted',
    ]);
    await press(page, 'Enter');
    expect((await said()).at(-1)).toEqual({ kind: 'open', key: 'promote-9' });
    await page.context().close();
  });

  test('is reached as a whole by Tab, with a focus that is seen', async () => {
    const { page, said } = await opened();
    await page.locator('header .step').focus();
    const stops: (string | null)[] = [];
    for (let stop = 0; stop < 5; stop += 1) {
      stops.push(
        await page.evaluate(() => {
          const { activeElement: at } = document;
          return at && (at.getAttribute('role') ?? at.textContent?.slice(0, 16) ?? '');
        }),
      );
      await press(page, 'Tab');
    }
    expect(stops).toEqual(['Refresh', 'shop in stagingb', 'listbox', 'Open the Run', 'Show Older (30)']);
    await page.getByRole('button', { name: 'Show Older' }).press('Enter');
    expect((await said()).at(-1)).toEqual({ kind: 'older' });
    await page.context().close();
  });

  test('selects the lane that somebody asked for, and keeps the place over a reload', async () => {
    const { page, tell } = await opened();
    await tell(shown(shopTimeline(), 'shop/staging'));
    await expect.poll(async () => await spoken(page)).toContain('shop in staging');
    const before = await spoken(page);
    await page.reload();
    await tell(shown(shopTimeline()));
    await expect.poll(async () => await spoken(page)).toBe(before);
    await page.context().close();
  });

  test('draws no more of ten thousand runs than what is in sight', async () => {
    const { page } = await opened(longTimeline(10_000));
    const runs = page.getByRole('option');
    expect(await runs.count()).toBeLessThan(100);
    for (const [key, at] of [
      ['End', '10000'],
      ['Home', '1'],
    ] as const) {
      await press(page, key);
      const selected = page.getByRole('option', { selected: true });
      await expect.poll(async () => await selected.getAttribute('aria-posinset')).toBe(at);
      expect(await runs.count()).toBeLessThan(100);
    }
    await page.context().close();
  });

  test.each([
    ['no place', NOWHERE, 'deployment.services'],
    ['no deploy yet', neverDeployed(), 'lockkeeper deploy staging'],
  ])('with %s it says what to do next', async (name, timeline, next) => {
    const { page, tell } = await openTimelinePage(browser);
    await tell(shown(timeline));
    await page.getByRole('status').getByText(next).waitFor();
    expect(await page.getByRole('listbox').count()).toBe(0);
    await shot(page, name);
    await page.context().close();
  });

  test('says why where nobody can look, and looks again when it is asked to', async () => {
    const { page, tell, said } = await openTimelinePage(browser);
    await tell({ kind: 'failed', problem: 'The audit log cannot be relied on (R21).' });
    await page.getByRole('button', { name: 'Refresh' }).press('Enter');
    expect((await said()).at(-1)).toEqual({ kind: 'look' });
    await page.context().close();
  });

  test('moves nothing where somebody asked for little motion', async () => {
    const { page } = await opened(shopTimeline(), { reducedMotion: true });
    const row = page.locator('.row').first();
    expect(await row.evaluate((one) => getComputedStyle(one).transitionDuration)).toBe('0s');
    await page.context().close();
  });

  test('keeps its signs where the system forces its own colours', async () => {
    const { page } = await opened(shopTimeline(), { forcedColors: true });
    await press(page, 'ArrowDown');
    const strokes = await page
      .locator('g.sign .form')
      .evaluateAll((forms) => [...new Set(forms.map((form) => getComputedStyle(form).stroke))]);
    expect(strokes).toHaveLength(1);
    const fills = await page
      .locator('g.sign .form')
      .evaluateAll((forms) => [...new Set(forms.map((form) => getComputedStyle(form).fill))]);
    expect(fills, 'what was done is full, what was not is hollow').toHaveLength(2);
    const outline = await page.locator('.row.selected').evaluate((row) => getComputedStyle(row).outlineStyle);
    expect(outline).toBe('solid');
    await shot(page, 'forced-colors');
    await page.context().close();
  });
});

describe.each(savedThemes().map((theme) => [theme.name, theme] as const))('in %s', (name, theme) => {
  test('axe finds nothing, and what fails stands out by more than its colour', async () => {
    const { page } = await opened(shopTimeline(), { theme });
    await press(page, 'ArrowDown');
    await shot(page, name);
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(async (): Promise<AxeResults> => {
      const axe: { run(options: RunOptions): Promise<AxeResults> } = Reflect.get(window, 'axe');
      return axe.run({ resultTypes: ['violations'] });
    });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
    const paper = theme.variables['--vscode-editor-background'] ?? '';
    const strokes = await page
      .locator('g.sign .form')
      .evaluateAll((forms) => [...new Set(forms.map((form) => getComputedStyle(form).stroke))]);
    for (const stroke of strokes) expect(contrast(stroke, paper)).toBeGreaterThanOrEqual(3);
    const shapes = await page
      .locator('g.sign')
      .evaluateAll((signs) => new Set(signs.map((sign) => sign.innerHTML)).size);
    expect(shapes).toBeGreaterThanOrEqual(7);
    await page.context().close();
  });
});
