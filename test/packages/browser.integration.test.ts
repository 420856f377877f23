import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBrowser } from '../editor/browser.mjs';
import { profileAt } from '../editor/profile.mjs';
import { packing } from './pack.ts';
import { comparable, expectedAnswers, QUESTION, type Answers } from './story-answers.ts';
import { moveIn, type Stranger } from './stranger.ts';

const pack = packing();

const MOST_BYTES = 2.7 * 1024 * 1024;
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

let stranger: Stranger;
let site: string;
let complaints: readonly string[];

beforeAll(async () => {
  stranger = moveIn('browser', { packed: [await pack('policy-core')] });
  site = path.join(stranger.folder, 'site');
  complaints = await bundlePage();
});
afterAll(() => stranger.remove());

test('a page with the packed package bundles without a warning and stays below 2.7 MB', () => {
  expect(complaints).toEqual([]);
  const bytes = statSync(path.join(site, 'page.js')).size;
  const sent = gzipSync(readFileSync(path.join(site, 'page.js'))).length;
  expect(bytes, `page.js has ${bytes} bytes, ${sent} when sent with gzip`).toBeLessThan(MOST_BYTES);
});

test('the page finds in headless Chromium what every scenario expects, and asks nobody for anything', async () => {
  const server = await serve(site, path.join(stranger.folder, 'index.html'));
  const root = mkdtempSync(path.join(tmpdir(), 'lockkeeper-page-'));
  const { page, close } = await openBrowser({ profile: profileAt(root) });
  try {
    const errors: string[] = [];
    const requested: string[] = [];
    page.on('console', (message) => void errors.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => void errors.push(error.message));
    page.on('request', (request) => void requested.push(request.url()));

    const origin = `http://127.0.0.1:${portOf(server)}`;
    await page.goto(`${origin}/`);
    expect(errors, 'loading the page').toEqual([]);
    const answers: Answers = await page.evaluate(`judgeAll(${QUESTION})`);

    expect(comparable(answers)).toEqual(expectedAnswers());
    expect(errors).toEqual([]);
    expect(requested.filter((url) => !url.startsWith('data:'))).toEqual([`${origin}/`, `${origin}/page.js`]);
  } finally {
    await close();
    server.close();
    rmSync(root, { recursive: true, force: true });
  }
});

/** Into one file, as a page's author would. Answers the bundler's warnings. */
async function bundlePage(): Promise<readonly string[]> {
  const warnings: string[] = [];
  const bundle = await rolldown({
    cwd: stranger.folder,
    input: 'page.js',
    platform: 'browser',
    // In what we depend on, and never reached.
    checks: { eval: false },
    onLog: (level, { message }) => void (level === 'warn' && warnings.push(message)),
  });
  await bundle.write({ file: path.join(site, 'page.js'), format: 'esm', minify: true, codeSplitting: false });
  await bundle.close();
  return warnings;
}

function serve(folder: string, index: string): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const file = url === '/' ? index : path.join(folder, path.basename(url));
    response.setHeader('content-type', TYPES[path.extname(file)] ?? 'text/plain');
    response.end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
