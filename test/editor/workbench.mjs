import { ensureVscodeServer } from '../../tools/setup/vscode-server.mjs';
import { chromiumFolder, openBrowser } from './browser.mjs';
import { copyWorkspace, createProfile, removeProfile } from './profile.mjs';
import { killTrees, processes } from './processes.mjs';
import { installVsix, startServer } from './vscode-server.mjs';
import { editor } from './workbench/editor.mjs';
import { keyboard } from './workbench/keyboard.mjs';
import { panels } from './workbench/panels.mjs';
import { quickInput } from './workbench/quick-input.mjs';
import { PATIENCE_MS } from './workbench/retry.mjs';

/**
 * `workspaceTrust`: `disabled` (the default) trusts every folder; `restricted` opens the folder untrusted, as VS Code
 * does for a user who has not answered yet, until `grantTrust()`. `workspace`: none is open when `undefined`.
 *
 * @typedef {{
 *   readonly vsix: string;
 *   readonly workspace: string | undefined;
 *   readonly settings?: Readonly<Record<string, unknown>>;
 *   readonly workspaceTrust?: 'disabled' | 'restricted';
 *   readonly env?: Readonly<Record<string, string | undefined>>;
 *   readonly log?: (line: string) => void;
 * }} WorkbenchOptions
 *
 * @typedef {Awaited<ReturnType<typeof openWorkbench>>} Workbench
 */

/** What trust needs to be on, and to ask nothing before the test does. */
const RESTRICTED = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.emptyWindow': false,
};

/**
 * A real VS Code with a packed extension and a copy of a workspace, for a test to use like a person. It is always the
 * server build: a browser is the only door to its window that works everywhere.
 *
 * @param {WorkbenchOptions} options
 * @returns Call `close()` whatever happens. Rejects with the reason where there is no VS Code server.
 */
export async function openWorkbench({
  vsix,
  workspace,
  settings,
  workspaceTrust = 'disabled',
  env,
  log = () => {},
}) {
  const server = await ensureVscodeServer({ log });
  if (server.kind === 'unavailable') throw new Error(`No workbench can be opened: ${server.reason}.`);
  const isRestricted = workspaceTrust === 'restricted';
  const profile = createProfile({ ...(isRestricted && RESTRICTED), ...settings });
  /** @type {(() => Promise<void> | void)[]} */
  const undo = [() => removeProfile(profile)];
  const close = async () => {
    while (undo.length > 0) await undo.pop()?.();
  };
  /** @param {string | undefined} copy @param {number} [port] */
  const open = async (copy, port) => {
    const running = await startServer({
      server,
      profile,
      purpose: 'interface',
      workspaceTrust: isRestricted,
      ...(env && { env }),
      ...(port && { port }),
    });
    undo.push(running.stop);
    const browser = await openBrowser({ profile, log });
    undo.push(browser.close);
    const { page } = browser;
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(running.addressOf(copy), { waitUntil: 'commit' });
    await page
      .locator(copy === undefined ? '.statusbar-item' : '.explorer-folders-view .monaco-list-row')
      .first()
      .waitFor();
    return {
      ...controls(page),
      workspace: copy ?? '',
      version: server.version,
      serverLog: running.logTail,
      close,

      /**
       * Kills the window with all that belongs to it, as a crash does, and opens it anew on the same folder.
       *
       * @param {readonly number[]} spared Processes that outlive what started them, with their own children.
       */
      async killAndReopen(spared) {
        killTrees([running.pid, ...processes((words) => words.includes(chromiumFolder(profile)))], spared);
        await running.exited;
        return await open(copy, running.port);
      },
    };
  };
  try {
    const copy = workspace === undefined ? undefined : copyWorkspace(profile, workspace);
    installVsix({ server, profile, vsix });
    return await open(copy);
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {import('playwright-core').Page} page */
function controls(page) {
  const input = quickInput(page);
  const text = editor(page);
  return {
    ...input,
    ...text,
    ...panels(page, input),
    keys: keyboard(page, () => text.visibleText()),
    /** For what has no method yet. */
    page,

    /** @param {string} file Path of a PNG. */
    async screenshot(file) {
      await page.screenshot({ path: file });
    },

    /** Answers "do you trust this folder?" with yes, through the page that VS Code has for it. */
    async grantTrust() {
      await input.runCommand('Workspaces: Manage Workspace Trust');
      await page
        .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ })
        .first()
        .click();
    },
  };
}
