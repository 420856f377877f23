import { appears, exactly, oneLine, retry } from './retry.mjs';

/** @typedef {'error' | 'warning' | 'info' | 'hint'} Severity */

/** Classes VS Code gives to what it draws under a range. */
const UNDERLINE = {
  error: 'squiggly-error',
  warning: 'squiggly-warning',
  info: 'squiggly-info',
  hint: 'squiggly-hint',
};

/**
 * The text editor that has, or last had, the focus.
 *
 * @param {import('playwright-core').Page} page
 */
export function editor(page) {
  const area = page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  const menu = page.locator('.action-widget .monaco-list-row');

  /** @param {Severity} severity */
  const squiggles = (severity) => area.locator(`.${UNDERLINE[severity]}`);

  /** @param {string} text */
  async function placeCursor(text) {
    const { x, y } = await centreOf(area, text);
    await page.mouse.click(x, y);
    await page.locator('.monaco-editor.focused').first().waitFor();
  }

  /**
   * Opens the menu of quick fixes at the cursor.
   *
   * @param {import('playwright-core').Locator} row What has to appear in it.
   * @param {string} expectation
   */
  async function openFixes(row, expectation) {
    await page.locator('.monaco-editor.focused').first().waitFor();
    await retry(expectation, async (stepMs) => {
      await page.keyboard.press('Control+.');
      if (await appears(row, stepMs)) return true;
      await page.keyboard.press('Escape');
      return undefined;
    });
  }

  return {
    placeCursor,

    /**
     * Waits until something is underlined.
     *
     * @param {Severity} [severity]
     * @returns {Promise<number>} How many ranges are underlined so.
     */
    async waitForSquiggle(severity = 'error') {
      await squiggles(severity).first().waitFor();
      return squiggles(severity).count();
    },

    /**
     * Waits until nothing is underlined any more.
     *
     * @param {Severity} [severity]
     */
    async waitForNoSquiggle(severity = 'error') {
      await retry(`no ${severity} to be underlined`, async () => {
        if ((await squiggles(severity).count()) === 0) return true;
        await page.waitForTimeout(100);
        return undefined;
      });
    },

    /**
     * The titles of the quick fixes at a text, or at the cursor.
     *
     * @param {string} [text]
     * @returns {Promise<string[]>}
     */
    async quickFixes(text) {
      if (text !== undefined) await placeCursor(text);
      await openFixes(menu.first(), 'quick fixes at the cursor');
      const titles = await menu.filter({ has: page.locator('.codicon') }).allInnerTexts();
      await page.keyboard.press('Escape');
      return titles.map(oneLine).filter(Boolean);
    },

    /**
     * Applies a quick fix at a text, or at the cursor.
     *
     * @param {string} title
     * @param {string} [text]
     */
    async applyQuickFix(title, text) {
      if (text !== undefined) await placeCursor(text);
      const fix = menu.filter({ hasText: exactly(title) }).first();
      await openFixes(fix, `a quick fix named "${title}"`);
      await fix.click();
      await fix.waitFor({ state: 'hidden' });
    },

    /**
     * Rests the mouse on a text and reads what is shown.
     *
     * @param {string} text
     * @param {string} [containing] Waits for a hover with this in it, where several providers answer in turn.
     * @returns {Promise<string>}
     */
    async hover(text, containing = '') {
      const shown = page.locator('.monaco-hover:visible', { hasText: containing }).first();
      return retry(`a hover on "${text}" containing "${containing}"`, async (stepMs) => {
        const { x, y } = await centreOf(area, text);
        await page.mouse.move(x, y + 200);
        await page.mouse.move(x, y);
        if (!(await appears(shown, stepMs))) return undefined;
        const content = oneLine(await shown.innerText());
        return content === '' || content.includes('Loading...') ? undefined : content;
      });
    },

    /** @returns {Promise<string>} The lines in sight, as the user reads them. */
    async visibleText() {
      const lines = await area.locator('.view-line').evaluateAll((elements) =>
        elements
          .map((element) => ({
            top: Number.parseInt(element.style.top, 10),
            text: element.textContent ?? '',
          }))
          .sort((one, other) => one.top - other.top)
          .map(({ text }) => text.replaceAll('\u00a0', ' ')),
      );
      return lines.join('\n');
    },

    /**
     * Types at the cursor.
     *
     * @param {string} text
     */
    typeText: (text) => page.keyboard.type(text),

    /** Saves the file and waits until it is no longer marked as changed. */
    async save() {
      await page.keyboard.press('Control+s');
      await page.locator('.tab.active:not(.dirty)').first().waitFor();
    },
  };
}

/**
 * The middle of a text on the screen. A line is drawn as many small elements, so the place is measured as a range.
 *
 * @param {import('playwright-core').Locator} area
 * @param {string} text Within one line.
 * @returns {Promise<{ readonly x: number; readonly y: number }>}
 */
async function centreOf(area, text) {
  return retry(`the text "${text}" in the editor`, async () => {
    const centre = await area.locator('.view-lines').evaluate(measure, text);
    if (centre) return centre;
    await area.page().waitForTimeout(100);
    return undefined;
  });
}

/**
 * Runs in the page.
 *
 * @param {Element} lines
 * @param {string} text
 */
function measure(lines, text) {
  /** @param {Node} node */
  const textOf = (node) => (node.textContent ?? '').replaceAll('\u00a0', ' ');
  const line = Array.from(lines.querySelectorAll('.view-line')).find((candidate) =>
    textOf(candidate).includes(text),
  );
  if (!line) return undefined;
  const start = textOf(line).indexOf(text);
  const end = start + text.length;
  const range = document.createRange();
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const after = before + textOf(node).length;
    if (before <= start && start < after) range.setStart(node, start - before);
    if (before < end && end <= after) range.setEnd(node, end - before);
    before = after;
  }
  const { x, y, width, height } = range.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}
