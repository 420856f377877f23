import { readFileSync } from 'node:fs';
import path from 'node:path';

import { chromium, type Browser, type Page } from 'playwright-core';

import { pageHtml } from '../../../packages/extension/src/webview/panel/page-html.ts';
import type { FromPage, ToPage } from '../../../packages/extension/src/webview/graph/page-message.ts';
import { pageWords } from '../../../packages/extension/src/webview/graph/page-words.ts';
import type {
  FromTimeline,
  ToTimeline,
} from '../../../packages/extension/src/webview/timeline/timeline-message.ts';
import { timelineWords } from '../../../packages/extension/src/webview/timeline/timeline-words.ts';
import { ensureChromium } from '../../../tools/setup/chromium.mjs';
import { CHROMIUM_ARGS } from '../browser.mjs';
import type { Theme } from './themes.ts';

const BUILT = path.resolve(import.meta.dirname, '../../../packages/extension/dist');
const ADDRESS = 'http://history.test/';

export interface OpenPage<To = ToPage, From = FromPage> {
  readonly page: Page;
  /** As the extension does. */
  readonly tell: (...messages: readonly To[]) => Promise<void>;
  /** What the page has said since it was loaded. */
  readonly said: () => Promise<readonly From[]>;
  /** What the browser complained of: a policy that was broken, an error. */
  readonly complaints: readonly string[];
  /** Addresses that were asked for, other than the page itself. */
  readonly loaded: readonly string[];
}

export interface PageLook {
  readonly theme?: Theme;
  readonly reducedMotion?: boolean;
  readonly width?: number;
  /** As a system does where somebody has asked it for few colours. */
  readonly forcedColors?: boolean;
}

/** One of the pages of the extension: its files in `dist`, and what it says. */
interface BuiltPage {
  readonly name: string;
  readonly words: { readonly title: string };
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureChromium(), headless: true, args: CHROMIUM_ARGS });
}

export async function openHistoryPage(browser: Browser, look: PageLook = {}): Promise<OpenPage> {
  return await openBuiltPage(browser, { name: 'history-page', words: pageWords() }, look);
}

export async function openTimelinePage(
  browser: Browser,
  look: PageLook = {},
): Promise<OpenPage<ToTimeline, FromTimeline>> {
  return await openBuiltPage(browser, { name: 'timeline-page', words: timelineWords() }, look);
}

/** The real page, as it is built, in a tab of its own; VS Code is played by a few lines. */
async function openBuiltPage<To, From>(
  browser: Browser,
  built: BuiltPage,
  { theme, reducedMotion = false, width = 900, forcedColors = false }: PageLook,
): Promise<OpenPage<To, From>> {
  const context = await browser.newContext({
    viewport: { width, height: 700 },
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    forcedColors: forcedColors ? 'active' : 'none',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const loaded: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url === ADDRESS) return route.fulfill({ contentType: 'text/html', body: html(built) });
    loaded.push(url);
    return route.abort();
  });
  await page.addInitScript(playEditor, theme);
  await page.goto(ADDRESS);
  return {
    page,
    complaints,
    loaded,
    tell: (...messages) =>
      page.evaluate((all: readonly unknown[]) => all.forEach((one) => window.postMessage(one)), messages),
    said: () => page.evaluate(() => JSON.parse(document.documentElement.dataset['said'] ?? '[]')),
  };
}

function html({ name, words }: BuiltPage): string {
  return pageHtml({
    nonce: 'of-this-test',
    script: readFileSync(path.join(BUILT, `${name}.js`), 'utf8'),
    style: readFileSync(path.join(BUILT, `${name}.css`), 'utf8'),
    words,
    language: 'en',
  });
}

/** Runs in the page, before its own script: keeps its state over a reload, and gives it the colours of a theme. */
function playEditor(theme: Theme | undefined): void {
  const said: unknown[] = [];
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage(message: unknown) {
        said.push(message);
        document.documentElement.dataset['said'] = JSON.stringify(said);
      },
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
      setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
    }),
  });
  document.addEventListener('DOMContentLoaded', () => {
    for (const [name, value] of Object.entries(theme?.variables ?? {}))
      document.documentElement.style.setProperty(name, value);
    document.body.className = theme?.bodyClass ?? '';
  });
}
