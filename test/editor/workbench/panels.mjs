import { appears, exactly, oneLine, retry, settled } from './retry.mjs';

/**
 * A row of the Problems panel that shows a finding. `line` and `column` count from 1, `severity` is `error`, `warning` or
 * `info`, and `folder` is empty for a file at the root of the workspace.
 *
 * @typedef {{
 *   readonly file: string;
 *   readonly folder: string;
 *   readonly severity: string;
 *   readonly message: string;
 *   readonly source: string;
 *   readonly code: string;
 *   readonly line: number;
 *   readonly column: number;
 * }} ProblemRow
 *
 * @typedef {{ readonly label: string; readonly description: string; readonly level: number; readonly expanded: boolean | undefined; readonly spoken: string }} TreeRow
 *   `level` counts from 1; `spoken` is what a screen reader says; `expanded` is undefined for a row without children.
 */

/**
 * What lies around the editor: problems, trees, status bar, notifications, dialogs, output.
 *
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof import('./quick-input.mjs').quickInput>} input
 */
export function panels(page, input) {
  const markers = page.locator('.markers-panel');
  const toasts = page.locator('.notifications-toasts .notification-toast');
  const dialogs = page.locator('.monaco-dialog-box');

  async function showProblems() {
    // The key toggles, so it must not be pressed while the panel is there.
    if (!(await markers.isVisible())) await page.keyboard.press('Control+Shift+m');
    await markers.waitFor();
  }

  return {
    /**
     * The findings that the Problems panel lists, in its order. Only rows in sight are read, about fifteen.
     *
     * @returns {Promise<ProblemRow[]>}
     */
    async problems() {
      await showProblems();
      return settled(() => markers.locator('.monaco-list-row').evaluateAll(readProblemRows));
    },

    /**
     * Waits for a finding in the Problems panel.
     *
     * @param {string} message Part of it.
     */
    async waitForProblem(message) {
      await showProblems();
      await markers.locator('.monaco-list-row', { hasText: message }).first().waitFor();
    },

    /**
     * Opens the place of a finding from the Problems panel and puts the cursor there.
     *
     * @param {string} message Part of it.
     */
    async goToProblem(message) {
      await showProblems();
      const row = markers.locator('.monaco-list-row', { hasText: message }).first();
      // On the message: in the middle of the row there may be the link to the page of a rule.
      await row
        .locator('.marker-message')
        .first()
        .dblclick({ position: { x: 5, y: 5 } });
      await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
    },

    /**
     * Shows the views of an icon of the activity bar. A second press would hide them, so it is pressed only until they
     * are there; a first one may come too early for a window that is still being drawn.
     *
     * @param {string} name As the icon says it.
     */
    async openSideBar(name) {
      const icon = page.locator(`.activitybar .action-item a[aria-label^="${name}"]`).first();
      const title = page.locator('.part.sidebar .composite.title', {
        hasText: new RegExp(`^\\s*${name}`, 'i'),
      });
      await retry(`the side bar of ${name}`, async (stepMs) => {
        if (await title.isVisible()) return true;
        await icon.click();
        return (await appears(title, stepMs)) ? true : undefined;
      });
    },

    /**
     * The rows of a tree view, brought to front when it is not in sight.
     *
     * @param {string} view Its title.
     * @returns {Promise<TreeRow[]>} Waits until there is at least one.
     */
    async treeRows(view) {
      const tree = page.locator(`.pane [role="tree"][aria-label="${view}"]`).first();
      if (!(await tree.isVisible())) await input.openView(view);
      await tree.locator('.monaco-list-row').first().waitFor();
      return settled(() => tree.locator('.monaco-list-row').evaluateAll(readTreeRows));
    },

    /**
     * Waits for an item of the status bar.
     *
     * @param {string} text Part of what it shows.
     * @returns {Promise<{ readonly text: string; readonly label: string }>} `label` is what a screen reader says.
     */
    async statusItem(text) {
      const item = page.locator('.statusbar-item', { hasText: text }).first();
      await item.waitFor();
      const label = await item.locator('[aria-label]').first().getAttribute('aria-label');
      return { text: oneLine(await item.innerText()), label: label ?? '' };
    },

    /** @param {string} text Part of what the item shows. */
    clickStatusItem: (text) =>
      page.locator('.statusbar-item', { hasText: text }).first().locator('a').first().click(),

    /**
     * The language status items of the open file, which VS Code gathers behind the braces in the status bar.
     *
     * @returns {Promise<string[]>}
     */
    async languageStatus() {
      const items = page.locator('.hover-language-status .element');
      return retry('the language status', async () => {
        await page.locator('#status\\.languageStatus').first().hover();
        await items.first().waitFor();
        const texts = (await items.allInnerTexts()).map(oneLine);
        await page.mouse.move(400, 400);
        return texts;
      });
    },

    /**
     * Waits for a notification: VS Code shows it alone, or in its list while that is open.
     *
     * @param {string | RegExp} text Part of it.
     * @returns {Promise<string>} The whole message.
     */
    async notification(text) {
      const message = page.locator('.notification-list-item-message:visible', { hasText: text }).first();
      await message.waitFor();
      return oneLine(await message.innerText());
    },

    /** What is shown in a corner lies over rows and buttons below it. Focus returns to where it was. */
    async dismissNotifications() {
      await input.runCommand('Notifications: Clear All Notifications');
      await page.locator('.notifications-toasts.visible').waitFor({ state: 'detached' });
    },

    /**
     * Presses a button of a notification.
     *
     * @param {string} text Part of the notification.
     * @param {string} button
     */
    async answerNotification(text, button) {
      const toast = toasts.filter({ hasText: text }).first();
      await toast
        .locator('.monaco-button', { hasText: exactly(button) })
        .first()
        .click();
    },

    /**
     * Waits for a modal dialog.
     *
     * @param {string} text Part of it.
     * @returns {Promise<string>} Message and detail.
     */
    async dialog(text) {
      const dialog = dialogs.filter({ hasText: text });
      await dialog.waitFor();
      return oneLine(await dialog.locator('.dialog-message-container').innerText());
    },

    /**
     * Presses a button of a modal dialog.
     *
     * @param {string} text Part of the dialog.
     * @param {string} button
     */
    async answerDialog(text, button) {
      const dialog = dialogs.filter({ hasText: text });
      await dialog
        .locator('.monaco-button', { hasText: exactly(button) })
        .first()
        .click();
      await dialog.waitFor({ state: 'hidden' });
    },

    /**
     * Shows an output channel.
     *
     * @param {string} channel
     * @param {string} containing Waits for this text.
     * @returns {Promise<string>} The lines in sight. Needs a server with output channels (`hasOutputChannels`).
     */
    async output(channel, containing) {
      await input.runCommand('Output: Show Output Channels...');
      await input.pick(channel);
      const lines = page.locator('.part.panel .view-lines');
      return retry(`"${containing}" in the output channel ${channel}`, async () => {
        const text = (await lines.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
        if (text.includes(containing)) return text;
        await page.waitForTimeout(200);
        return undefined;
      });
    },
  };
}

/**
 * Runs in the page.
 *
 * @param {Element[]} rows
 */
function readProblemRows(rows) {
  let file = '';
  let folder = '';
  return rows.flatMap((row) => {
    /** @param {string} selector */
    const text = (selector) =>
      Array.from(row.querySelectorAll(selector), ({ textContent }) => textContent).join(' ');
    if (row.getAttribute('aria-level') === '1') {
      file = text('.label-name');
      folder = text('.label-description');
    }
    const severity = row.querySelector('.marker-icon')?.classList[1];
    if (!severity) return []; // A file, or a place related to the finding above.
    const [line = 0, column = 0] = Array.from(text('.marker-line').matchAll(/\d+/g), Number);
    const [message, source, code] = [text('.marker-message'), text('.marker-source'), text('.marker-code')];
    return [{ file, folder, severity, message, source, code, line, column }];
  });
}

/**
 * Runs in the page.
 *
 * @param {Element[]} rows
 */
function readTreeRows(rows) {
  return rows.map((row) => {
    const expanded = row.getAttribute('aria-expanded');
    return {
      label: row.querySelector('.label-name')?.textContent ?? '',
      description: row.querySelector('.label-description')?.textContent ?? '',
      level: Number(row.getAttribute('aria-level')),
      expanded: expanded === null ? undefined : expanded === 'true',
      spoken: row.getAttribute('aria-label') ?? '',
    };
  });
}
