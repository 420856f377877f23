import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { launchBrowser, openHistoryPage, type PageLook } from './open-page.ts';
import { BILLING, longHistory, SHOP } from './sample.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const open = (look?: PageLook) => openHistoryPage(browser, look);

describe('where there is nothing to draw', () => {
  test('it says that it is reading, and asks', async () => {
    const { page, said } = await open();
    expect(await page.getByRole('status').innerText()).toBe('Reading the histories…');
    expect(await said()).toEqual([{ kind: 'ready' }]);
    expect(await page.getByRole('searchbox').count()).toBe(0);
  });

  test('it says why, and what can be done', async () => {
    const { page, said, tell } = await open();
    await tell({ kind: 'failed', problem: 'There is no policy.\nWrite lockkeeper.yaml <first>.' });
    await page.getByText('There is no policy.').waitFor();
    expect(await page.locator('.notice p').allInnerTexts()).toEqual([
      'There is no policy.',
      'Write lockkeeper.yaml <first>.',
    ]);
    await page.getByRole('button', { name: 'Try Again' }).click();
    await page.getByRole('button', { name: 'Open Policy' }).click();
    expect((await said()).slice(1)).toEqual([{ kind: 'retry' }, { kind: 'openPolicy' }]);
  });

  test('it draws once there is something', async () => {
    const { page, tell } = await open();
    await tell(
      { kind: 'failed', problem: 'The language server is not running.' },
      { kind: 'histories', histories: [SHOP] },
    );
    await page.getByRole('option').first().waitFor();
    expect(await page.locator('.notice').count()).toBe(0);
    expect(await page.getByRole('searchbox').count()).toBe(1);
  });

  test('it goes back to a notice when the history is gone', async () => {
    const { page, tell } = await open();
    await tell({ kind: 'histories', histories: [SHOP] }, { kind: 'histories', histories: [] });
    await page.getByText('There are no revisions to draw.').waitFor();
    expect(await page.getByRole('listbox').count()).toBe(0);
  });
});

describe('several histories', () => {
  test('are picked from a list, and what is wrong with one stands above it', async () => {
    const { page, tell } = await open();
    await tell({ kind: 'histories', histories: [SHOP, BILLING] });
    const picker = page.getByRole('combobox', { name: 'History' });
    expect(await picker.locator('option').allInnerTexts()).toEqual(['alembic.ini', 'billing/alembic.ini']);
    await picker.selectOption('billing');
    await page.getByRole('listbox', { name: 'Revisions of billing/alembic.ini, newest first' }).waitFor();
    expect(await page.locator('.row').count()).toBe(1);
    expect(await page.getByRole('list', { name: 'Why Alembic cannot read' }).innerText()).toBe(
      '2b00 names zz99 as down_revision, and there is no such revision.',
    );
  });

  test('are one choice less where there is one', async () => {
    const { page, tell } = await open();
    await tell({ kind: 'histories', histories: [SHOP] });
    await page.getByRole('option').first().waitFor();
    expect(await page.getByRole('combobox').count()).toBe(0);
  });
});

describe('the place of a person', () => {
  test('is kept when the page is loaded anew', async () => {
    const { page, tell } = await open();
    await tell({ kind: 'histories', histories: [BILLING, longHistory(400)] });
    await page.getByRole('combobox').selectOption('long');
    await page.getByRole('searchbox').fill('r00300');
    await page.locator('.row.selected', { hasText: 'Change number 100' }).waitFor();
    const top = () => page.getByRole('listbox').evaluate((list) => list.scrollTop);
    const before = await top();
    expect(before).toBeGreaterThan(1000);
    await page.reload();
    await tell({ kind: 'histories', histories: [BILLING, longHistory(400)] });
    await page.locator('.row.selected', { hasText: 'Change number 100' }).waitFor();
    expect(await top()).toBe(before);
    expect(await page.getByRole('searchbox').inputValue()).toBe('r00300');
    expect(await page.getByRole('combobox').inputValue()).toBe('long');
  });

  test('is kept when the history is drawn anew, by id', async () => {
    const { page, tell } = await open();
    await tell({ kind: 'histories', histories: [SHOP] });
    await page.getByRole('option', { name: 'b2e9' }).click();
    const [first, ...others] = SHOP.revisions;
    if (first === undefined) throw new Error('no revision');
    const grown = { ...SHOP, revisions: [{ ...first, id: 'f6c1', title: 'Newer' }, first, ...others] };
    await tell({ kind: 'histories', histories: [grown] });
    await page.getByText('Newer').waitFor();
    expect(await page.locator('.row.selected').getAttribute('data-row')).toBe('4');
    expect(await page.locator('.row.selected .id').innerText()).toBe('b2e9');
  });

  test('is where the extension leads, also before anything is drawn', async () => {
    const { page, tell } = await open();
    const uri = BILLING.revisions[0]?.uri ?? '';
    await tell({ kind: 'reveal', uri }, { kind: 'histories', histories: [SHOP, BILLING] });
    await page.locator('.row.selected', { hasText: '2b00' }).waitFor();
    expect(await page.getByRole('combobox').inputValue()).toBe('billing');
    await tell({ kind: 'reveal', uri: SHOP.revisions[5]?.uri ?? '' });
    await page.locator('.row.selected', { hasText: '8b33' }).waitFor();
  });
});

describe('three thousand revisions', () => {
  test('are drawn as far as they are seen', async () => {
    const { page, tell } = await open();
    await tell({ kind: 'histories', histories: [longHistory(3000)] });
    await page.getByRole('option').first().waitFor();
    expect(await page.getByRole('option').count()).toBeLessThan(80);
    expect(await page.locator('svg.lanes *').count()).toBeLessThan(250);
    expect(await page.getByRole('option').first().getAttribute('aria-setsize')).toBe('3000');
    await page.keyboard.press('End');
    await page.locator('.row.selected', { hasText: 'Change number 1' }).waitFor();
    expect(await page.locator('.row.selected').getAttribute('aria-posinset')).toBe('3000');
    expect(await page.getByRole('option').count()).toBeLessThan(80);
  });

  test('the selected one stays for a screen reader, wherever the list is scrolled to', async () => {
    const { page, tell } = await open();
    await tell({ kind: 'histories', histories: [longHistory(3000)] });
    const list = page.getByRole('listbox');
    await list.evaluate((element) => element.scrollTo(0, 50_000));
    await page.locator('.row', { hasText: 'Change number 1200' }).waitFor();
    const active = await list.getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).textContent()).toContain('r00000');
  });

  test('draw a screenful a step, however far they are scrolled', async () => {
    const { page, tell } = await open();
    await tell({ kind: 'histories', histories: [longHistory(3000)] });
    await page.getByRole('option').first().waitFor();
    const steps = 90;
    const drawn = await page.getByRole('listbox').evaluate(async (list, count) => {
      let nodes = 0;
      const seen = new MutationObserver((changes) => {
        const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
        for (const node of added)
          nodes += 1 + (node instanceof Element ? node.querySelectorAll('*').length : 0);
      });
      seen.observe(document.body, { childList: true, subtree: true });
      for (let step = 1; step <= count; step += 1) {
        list.scrollTop = step * 900;
        await new Promise((frame) => requestAnimationFrame(frame));
      }
      return nodes;
    }, steps);
    expect(drawn).toBeGreaterThan(steps);
    expect(drawn / steps).toBeLessThan(1_000);
  });
});

describe('in little room', () => {
  test('nothing but the rows is cut off', async () => {
    const { page, tell } = await open({ width: 340 });
    await tell({ kind: 'histories', histories: [SHOP, BILLING] });
    await page.locator('.row').first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
    const right = await page.getByRole('searchbox').evaluate((box) => box.getBoundingClientRect().right);
    expect(right).toBeLessThanOrEqual(340);
  });
});

test('nothing moves for whom nothing shall', async () => {
  const { page, tell } = await open({ reducedMotion: true });
  await tell({ kind: 'histories', histories: [SHOP] });
  await page.getByRole('option').first().waitFor();
  const durations = await page.evaluate(() =>
    Array.from(document.querySelectorAll('*'), (one) => getComputedStyle(one).transitionDuration),
  );
  expect(new Set(durations)).toEqual(new Set(['0s']));
});
