import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ToPage } from '../../../packages/extension/src/webview/graph/page-message.ts';
import { contrast } from './contrast.ts';
import { launchBrowser, openHistoryPage } from './open-page.ts';
import { BILLING, SHOP } from './sample.ts';
import { savedThemes, type Theme } from './themes.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const current = SHOP.revisions[3]?.uri;
const STATES: readonly (readonly [
  state: string,
  messages: readonly ToPage[],
  arrange: (page: Page) => Promise<void>,
])[] = [
  ['while it reads', [], async () => {}],
  ['without a history', [{ kind: 'failed', problem: 'There is no policy in this folder.' }], async () => {}],
  [
    'with a revision selected and another one open',
    [
      { kind: 'histories', histories: [SHOP] },
      { kind: 'current', uri: current },
    ],
    (page) => page.getByRole('listbox').press('Control+ArrowDown'),
  ],
  [
    'with a search',
    [{ kind: 'histories', histories: [SHOP, BILLING] }],
    (page) => page.getByRole('searchbox').fill('e'),
  ],
  [
    'with a broken history',
    [{ kind: 'histories', histories: [{ ...BILLING, key: 'broken' }] }],
    (page) => page.locator('.row').first().hover(),
  ],
];

/** Everything that axe knows of WCAG 2.2 A and AA, and what it calls good practice. */
async function audit(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate(async (): Promise<AxeResults> => {
    const axe: { run(options: RunOptions): Promise<AxeResults> } = Reflect.get(window, 'axe');
    return axe.run({ resultTypes: ['violations', 'incomplete'] });
  });
  expect(results.passes.length + results.inapplicable.length, 'axe looked').toBeGreaterThan(20);
  return results.violations.map(
    ({ id, impact, nodes }) => `${impact}: ${id} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
  );
}

describe.each(savedThemes().map((theme) => [theme.name, theme] as const))('in %s', (_name, theme) => {
  test('axe finds nothing', async () => {
    const { page, tell } = await openHistoryPage(browser, { theme });
    await page.evaluate(AXE);
    const found: Record<string, readonly string[]> = {};
    for (const [state, messages, arrange] of STATES) {
      await tell(...messages);
      if (messages.some(({ kind }) => kind === 'histories')) await page.locator('.row').first().waitFor();
      await arrange(page);
      found[state] = await audit(page);
    }
    expect(found).toEqual(Object.fromEntries(STATES.map(([state]) => [state, []])));
    await page.context().close();
  });

  test('lines and nodes stand out from the paper', async () => {
    const paper = theme.variables['--vscode-editor-background'] ?? '';
    const lanes = await laneColours(theme);
    expect(lanes).toHaveLength(6);
    for (const colour of lanes) expect(contrast(colour, paper)).toBeGreaterThanOrEqual(3);
  });
});

/** As the browser computes them, whatever a theme leaves out. */
async function laneColours(theme: Theme): Promise<readonly string[]> {
  const { page } = await openHistoryPage(browser, { theme });
  const colours = await page.evaluate(() =>
    Array.from({ length: 6 }, (_, lane) => {
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      line.setAttribute('class', `line lane${lane}`);
      document.body.append(line);
      return getComputedStyle(line).stroke;
    }),
  );
  await page.context().close();
  return colours;
}
