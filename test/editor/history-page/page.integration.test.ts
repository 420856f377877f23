import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { launchBrowser, openHistoryPage, type OpenPage, type PageLook } from './open-page.ts';
import { BILLING, SHOP } from './sample.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function shop(look: PageLook = {}): Promise<OpenPage> {
  const opened = await openHistoryPage(browser, look);
  await opened.tell({ kind: 'histories', histories: [SHOP] });
  await opened.page.getByRole('option').first().waitFor();
  return opened;
}

/** What a screen reader says of each row, as the browser tells it. */
async function optionNames(page: Page): Promise<readonly string[]> {
  const snapshot = await page.getByRole('listbox').ariaSnapshot();
  return Array.from(snapshot.matchAll(/- option "([^"]*)"/g), ([, name = '']) => name.replaceAll(' ,', ','));
}

/** What is heard of the row that is selected. */
function selectedLabel(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const id = document.querySelector('[role=listbox]')?.getAttribute('aria-activedescendant');
    return document.getElementById(id ?? '')?.textContent ?? null;
  });
}

describe('the drawing', () => {
  test('says of every revision what is known of it', async () => {
    const { page } = await shop();
    expect(await optionNames(page)).toEqual([
      'e58b Gift cards, head, depends on a1d4, new',
      'd4f7 Forget addresses, head, new, 3 errors, 1 note',
      'c36a Merge refunds and points, merge',
      'b2e9 Find orders by customer, 1 warning',
      'a1d4 versions/a1d4.py, label refunds',
      '8b33 Note the currency, base, last release',
    ]);
    const counts = page.getByRole('option').nth(1).locator('.tally [aria-hidden]:not(svg)');
    expect(await counts.allInnerTexts()).toEqual(['3', '1']);
    expect(await page.locator('.summary').innerText()).toBe(
      '6 revisions, 2 heads, 3 errors, 1 warning, 1 note',
    );
  });

  test('has a node for each revision and a line to each parent', async () => {
    const { page } = await shop();
    expect(await page.locator('svg.lanes path.line').count()).toBe(6);
    expect(await page.locator('svg.lanes path.depends').count()).toBe(1);
    expect(await page.locator('svg.lanes .node').count()).toBe(6);
    // Rings around the two heads, a diamond, a square; full is what is released.
    expect(await page.locator('svg.lanes .ring').count()).toBe(2);
    expect(await page.locator('svg.lanes path.node').count()).toBe(1);
    expect(await page.locator('svg.lanes rect.node.released').count()).toBe(1);
  });

  test('stands beside its rows, and covers no text', async () => {
    const { page } = await shop();
    const middles = (elements: readonly Element[]) =>
      elements.map((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return Math.round((top + bottom) / 2);
      });
    const nodes = await page.locator('svg.lanes .node').evaluateAll(middles);
    expect(nodes).toEqual(await page.getByRole('option').evaluateAll(middles));
    const right = await page.locator('svg.lanes').evaluate((svg) => svg.getBoundingClientRect().right);
    const left = await page
      .locator('.id')
      .evaluateAll((ids) => Math.min(...ids.map((id) => id.getBoundingClientRect().left)));
    expect(left).toBeGreaterThanOrEqual(right);
  });

  test('loads nothing, and breaks no policy of its own', async () => {
    const { page, complaints, loaded } = await shop();
    await page.keyboard.press('End');
    expect({ complaints, loaded }).toEqual({ complaints: [], loaded: [] });
    expect(await page.evaluate(() => document.querySelectorAll('[style]:not(html)').length)).toBeGreaterThan(
      0,
    );
    const injected = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken over"';
      document.body.append(script);
      return document.title;
    });
    expect(injected).toBe('Migration History');
  });

  test('marks the revision that is open in the editor', async () => {
    const { page, tell } = await shop();
    await tell({ kind: 'current', uri: SHOP.revisions[3]?.uri });
    await page.locator('.row.current').waitFor();
    expect((await optionNames(page))[3]).toBe('b2e9 Find orders by customer, open in the editor, 1 warning');
    await tell({ kind: 'current', uri: undefined });
    await page.locator('.row.current').waitFor({ state: 'detached' });
  });

  test('tells of the selected revision where it lies, what it is like and what hangs together with it', async () => {
    const { page } = await shop();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Control+ArrowDown');
    const about = page.getByRole('region', { name: 'Selected revision' });
    const text = (await about.innerText()).replace(/\s+/g, ' ');
    expect(text).toBe(
      'd4f7 Forget addresses versions/d4f7.py 3 errors 1 note Not reversible Not trivial Loses data Builds on: c36a Merge refunds and points',
    );
    await about.getByRole('button', { name: 'c36a' }).click();
    expect(await selectedLabel(page)).toContain('c36a');
  });
});

describe('by the keyboard', () => {
  test('a revision is selected at once, and the list is what the keys go to', async () => {
    const { page } = await shop();
    expect(await selectedLabel(page)).toContain('e58b');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
  });

  test('arrows follow the lines', async () => {
    const { page } = await shop();
    const way: (string | undefined)[] = [];
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'End', 'Home', 'ArrowRight']) {
      await page.keyboard.press(key);
      way.push((await selectedLabel(page))?.slice(0, 4));
    }
    expect(way).toEqual(['c36a', 'a1d4', '8b33', 'b2e9', '8b33', 'e58b', 'd4f7']);
  });

  test('Enter opens the revision, Space shows it', async () => {
    const { page, said } = await shop();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.keyboard.press('Enter');
    const uri = SHOP.revisions[2]?.uri;
    expect(await said()).toEqual([
      { kind: 'ready' },
      { kind: 'open', uri, takesFocus: false },
      { kind: 'open', uri, takesFocus: true },
    ]);
  });

  test('a slash leads to the search, Enter from match to match, Escape back', async () => {
    const { page } = await shop();
    await page.keyboard.press('/');
    await page.keyboard.type('head');
    expect(await selectedLabel(page)).toContain('e58b');
    expect(await page.locator('.hits').innerText()).toBe('1 of 2');
    await page.keyboard.press('Enter');
    expect(await selectedLabel(page)).toContain('d4f7');
    expect(await page.locator('.hits').innerText()).toBe('2 of 2');
    await page.keyboard.press('Shift+Enter');
    expect(await selectedLabel(page)).toContain('e58b');
    expect(await page.locator('.row mark').allInnerTexts()).toEqual(['head', 'head']);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    expect(await page.locator('.row mark').count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
  });

  test('a search that finds nothing says so', async () => {
    const { page } = await shop();
    await page.keyboard.press('/');
    await page.keyboard.type('zebra');
    expect(await page.locator('.hits').innerText()).toBe('no match');
    await page.keyboard.press('Enter');
    expect(await selectedLabel(page)).toContain('e58b');
    expect(await page.getByRole('button', { name: 'Next match' }).count()).toBe(0);
  });

  test('Tab leads through everything, and nowhere twice', async () => {
    const { page, tell } = await shop();
    await tell({ kind: 'histories', histories: [SHOP, BILLING] });
    await page.locator('#history:visible').waitFor();
    await page.locator('#history').focus();
    const stops: (string | null)[] = [];
    for (let step = 0; step < 5; step += 1) {
      stops.push(
        await page.evaluate(
          () =>
            document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? null,
        ),
      );
      await page.keyboard.press('Tab');
    }
    expect(stops).toEqual([
      'alembic.inibilling/alembic.ini',
      'Search revisions',
      'Revisions of alembic.ini, newest first',
      'c36a Merge refunds and points',
      'a1d4',
    ]);
  });
});

describe('by the mouse', () => {
  test('a click opens a revision and stays, a second one goes there', async () => {
    const { page, said } = await shop();
    await page.getByText('Find orders by customer').dblclick();
    const uri = SHOP.revisions[3]?.uri;
    const opened = (await said()).filter(({ kind }) => kind === 'open');
    expect(opened).toEqual([
      { kind: 'open', uri, takesFocus: false },
      { kind: 'open', uri, takesFocus: true },
    ]);
  });

  test('a node is as good as its text', async () => {
    const { page, said } = await shop();
    const box = await page.locator('svg.lanes .node').nth(2).boundingBox();
    await page.mouse.click((box?.x ?? 0) + 3, (box?.y ?? 0) + 5);
    expect((await said()).at(-1)).toEqual({ kind: 'open', uri: SHOP.revisions[2]?.uri, takesFocus: false });
  });
});
