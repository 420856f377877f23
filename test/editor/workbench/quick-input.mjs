import { appears, exactly, retry, settled } from './retry.mjs';

const ASKS_WITHIN_MS = 15_000;

/**
 * The box at the top of the window: palette, file picker, and what extensions ask with it.
 *
 * @param {import('playwright-core').Page} page
 */
export function quickInput(page) {
  const box = page.locator('.quick-input-widget input.input');
  const rows = page.locator('.quick-input-list .monaco-list-row');

  /** @param {string} label */
  const row = (label) =>
    rows.filter({ has: page.locator('.label-name', { hasText: exactly(label) }) }).first();

  /**
   * @param {{ readonly key: string; readonly text: string; readonly label: string; readonly expectation: string }} options
   */
  async function choose({ key, text, label, expectation }) {
    await retry(expectation, async (stepMs) => {
      await page.keyboard.press(key);
      const chosen =
        (await fills(box, text, stepMs)) &&
        (await appears(row(label), stepMs)) &&
        (await clicks(row(label), stepMs));
      if (chosen) return true;
      await page.keyboard.press('Escape');
      return undefined;
    });
  }

  /**
   * Runs a command of the palette by its whole title, category included: `Lockkeeper: Run Deploy Guard`.
   *
   * @param {string} title
   */
  const runCommand = (title) =>
    choose({
      key: 'F1',
      text: `>${title}`,
      label: title,
      expectation: `a command named "${title}" in the palette`,
    });

  return {
    runCommand,

    /**
     * The titles the palette offers for a text, hidden commands being absent.
     *
     * @param {string} text
     * @returns {Promise<string[]>}
     */
    async commandsFor(text) {
      const titles = await retry(`commands for "${text}" in the palette`, async (stepMs) => {
        await page.keyboard.press('F1');
        if (await fills(box, `>${text}`, stepMs))
          return settled(() => rows.locator('.label-name').allInnerTexts());
        await page.keyboard.press('Escape');
        return undefined;
      });
      await page.keyboard.press('Escape');
      return titles;
    },

    /**
     * Opens a file of the workspace by its name and waits for its tab.
     *
     * @param {string} name Base name, or the end of the path to tell files of one name apart.
     */
    async openFile(name) {
      const base = name.split('/').at(-1) ?? name;
      await choose({ key: 'Control+p', text: name, label: base, expectation: `a file named ${name}` });
      await page.locator('.tab.active', { hasText: base }).waitFor();
      await page.locator('.monaco-editor.focused').first().waitFor();
    },

    /**
     * Brings a view to front by its title, wherever it lives.
     *
     * @param {string} title
     */
    openView: (title) =>
      choose({ key: 'F1', text: `view ${title}`, label: title, expectation: `a view named "${title}"` }),

    /**
     * The choices an extension offers just now.
     *
     * @returns {Promise<string[]>}
     */
    async choices() {
      await rows.first().waitFor();
      return settled(() => rows.locator('.label-name').allInnerTexts());
    },

    /**
     * Answers a quick pick.
     *
     * @param {string} label
     */
    pick: (label) => row(label).click(),

    /**
     * Runs a command and answers the quick pick that it begins with.
     *
     * @param {string} title Of the command, as for `runCommand`.
     * @param {string} label
     */
    async runAndPick(title, label) {
      await retry(`"${label}" among the choices of ${title}`, async (stepMs) => {
        await runCommand(title);
        // The extension may have much to do before it asks.
        if (
          (await appears(row(label), Math.max(stepMs, ASKS_WITHIN_MS))) &&
          (await clicks(row(label), stepMs))
        )
          return true;
        await page.keyboard.press('Escape');
        return undefined;
      });
    },

    /**
     * Answers an input box that shows a prompt.
     *
     * @param {string} prompt Part of the prompt.
     * @param {string} answer
     */
    async answerInput(prompt, answer) {
      await page.locator('.quick-input-widget', { hasText: prompt }).waitFor();
      await box.fill(answer);
      await page.keyboard.press('Enter');
    },
  };
}

// The box closes whenever something else takes the focus, and a window that has just opened moves it about. So each
// step may find the box gone, and then the whole choice starts again.

/**
 * @param {import('playwright-core').Locator} box
 * @param {string} text
 * @param {number} timeout Milliseconds.
 */
function fills(box, text, timeout) {
  return succeeds(box.fill(text, { timeout }));
}

/**
 * @param {import('playwright-core').Locator} row
 * @param {number} timeout Milliseconds.
 */
function clicks(row, timeout) {
  return succeeds(row.click({ timeout }));
}

/** @param {Promise<void>} action */
function succeeds(action) {
  return action.then(
    () => true,
    () => false,
  );
}
