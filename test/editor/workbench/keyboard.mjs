import { appears, exactly, oneLine, retry, settled } from './retry.mjs';

/** More than a window has that Tab stops at. */
const MOST_STOPS = 60;

/**
 * A person who has no mouse. Keys go to what has the focus, so every answer waits until its question has it.
 *
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<string>} visibleText The lines in sight of the text editor.
 */
export function keyboard(page, visibleText) {
  const box = page.locator('.quick-input-widget');
  const input = page.locator('.quick-input-widget input.input:focus');
  const chosen = page.locator('.quick-input-list .monaco-list-row.focused .label-name');
  const { keyboard: keys } = page;

  /**
   * Types into the box that is open and waits for the row that Enter would take.
   *
   * @param {{ readonly text: string; readonly row: RegExp; readonly stepMs: number }} wanted
   */
  async function typed({ text, row, stepMs }) {
    if (!(await appears(input, stepMs))) return false;
    await keys.type(text);
    return appears(chosen.filter({ hasText: row }), stepMs);
  }

  /**
   * Runs a command of the palette by its whole title.
   *
   * @param {string} title
   */
  async function runCommand(title) {
    await retry(`a command named "${title}" in the palette`, async (stepMs) => {
      await keys.press('F1');
      if (await typed({ text: title, row: exactly(title), stepMs })) {
        await keys.press('Enter');
        return true;
      }
      await keys.press('Escape');
      return undefined;
    });
  }

  return {
    runCommand,

    /**
     * Takes a row of a quick pick by typing a part of it.
     *
     * @param {string} question Part of what the box says.
     * @param {string} text
     */
    async pick(question, text) {
      await box.filter({ hasText: question }).waitFor();
      const row = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      await retry(`"${text}" among the choices of "${question}"`, async (stepMs) =>
        (await typed({ text, row, stepMs })) ? true : undefined,
      );
      await keys.press('Enter');
    },

    /**
     * Answers an input box.
     *
     * @param {string} prompt Part of what the box says.
     * @param {string} answer
     */
    async answer(prompt, answer) {
      await box.filter({ hasText: prompt }).waitFor();
      await input.waitFor();
      await keys.type(answer);
      await keys.press('Enter');
    },

    /**
     * Moves the focus on by Tab, until it is there.
     *
     * @param {string} name As a screen reader says it.
     */
    focusByTab,

    /**
     * Presses a button of a notification. VS Code takes a notification out of sight after some 15 s, which on a slow machine
     * is before a key reaches it, but keeps it in its list: the list is opened, and closes with the last one. What the button
     * begins may have a notification of its own by then.
     *
     * @param {string} button
     */
    async pressNotification(button) {
      await runCommand('Notifications: Show Notifications');
      await focusByTab(button);
      await keys.press('Enter');
      const pressed = page.locator('.notifications-center .notification-list-item:visible', {
        hasText: button,
      });
      await pressed.first().waitFor({ state: 'hidden' });
    },

    async clearNotifications() {
      await runCommand('Notifications: Clear All Notifications');
      await page.locator('.notifications-toasts.visible').waitFor({ state: 'detached' });
    },

    focusedText,

    /** The rows of the tree that has the focus, as a screen reader says them. */
    async readRows() {
      /** @type {string[]} */
      const rows = [];
      await keys.press('Home');
      for (let at = await focusedText(); at !== rows.at(-1); at = await focusedText()) {
        rows.push(at);
        await keys.press('ArrowDown');
      }
      return rows;
    },

    /** All of the text editor that has the focus, a screen after the other. */
    async readToTheEnd() {
      await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
      await keys.press('Control+Home');
      /** @type {string[]} */
      const lines = [];
      for (let isNew = true; isNew;) {
        const screen = (await settled(visibleText)).split('\n');
        const more = screen.slice(sameEnd(lines, screen));
        lines.push(...more);
        isNew = more.length > 0;
        await keys.press('PageDown');
      }
      return lines.join('\n');
    },
  };

  /** @param {string} name */
  async function focusByTab(name) {
    const passed = [];
    for (;;) {
      const at = await focusedText();
      if (exactly(name).test(at)) return;
      passed.push(at);
      if (passed.length > MOST_STOPS)
        throw new Error(`Tab does not lead to "${name}", but to ${passed.join(', ')}.`);
      await keys.press('Tab');
    }
  }

  /** What has the focus, as a screen reader says it. */
  async function focusedText() {
    return oneLine(
      await page.evaluate(() => {
        const { activeElement: at } = document;
        const row = at?.getAttribute('aria-activedescendant');
        const said = row ? document.querySelector(`[id="${row}"]`) : at;
        return said?.getAttribute('aria-label') ?? said?.textContent ?? '';
      }),
    );
  }
}

/**
 * How many lines at the beginning of a screen were read before: the end of what was read, as far as both agree.
 *
 * @param {readonly string[]} read
 * @param {readonly string[]} screen
 */
function sameEnd(read, screen) {
  for (let length = Math.min(read.length, screen.length); length > 0; length -= 1)
    if (read.slice(-length).join('\n') === screen.slice(0, length).join('\n')) return length;
  return 0;
}
