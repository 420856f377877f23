import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

import { medianOf } from './measure.mjs';
import { SERVER } from './programs.mjs';

const LINES = 2000;
const STARTS = 5;
const KEYSTROKES = 50;
const POLICY = `version: 1
dependencies:
  - { id: backend, source: requirements.txt, lock: requirements.lock }
`;

/** What an editor waits for: findings of a file opened at the start, then after each key. */
export async function waitsOfAnEditor() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  try {
    const lines = Array.from({ length: LINES }, (_, number) => `package-${number}==1.${number}.0`);
    writeFileSync(path.join(folder, 'lockkeeper.yaml'), POLICY);
    writeFileSync(path.join(folder, 'requirements.lock'), `${lines.join('\n')}\n`);
    lines[1000] = 'package-1000>=1';
    const text = `${lines.join('\n')}\n`;
    writeFileSync(path.join(folder, 'requirements.txt'), text);
    const sessions = [];
    for (let start = 0; start < STARTS; start += 1) sessions.push(await session(folder, text));
    return [
      {
        name: 'language server: start to first findings, 2,000 lines',
        unit: /** @type {const} */ ('ms'),
        ours: medianOf(sessions.map(({ first }) => first)),
        peers: [],
      },
      {
        name: 'language server: key to findings, 2,000 lines',
        unit: /** @type {const} */ ('ms'),
        ours: medianOf(sessions.flatMap(({ keys }) => keys)),
        peers: [],
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {string} text
 */
async function session(folder, text) {
  const started = performance.now();
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  const rootUri = pathToFileURL(folder).href;
  const uri = `${rootUri}/requirements.txt`;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'bench' }],
    capabilities: { textDocument: { diagnostic: {} } },
    initializationOptions: { trusted: true },
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'pip-requirements', version: 1, text },
  });
  await findingsOf();
  const first = performance.now() - started;
  const keys = [];
  for (let key = 1; key <= KEYSTROKES; key += 1) keys.push(await press(key));
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  await ended;
  return { first, keys };

  async function findingsOf() {
    const report = await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
    if (!JSON.stringify(report).includes('package-1000')) throw new Error('The server found nothing.');
  }

  /** A digit more at the end of the line that is found fault with. @param {number} key */
  async function press(key) {
    const pressed = performance.now();
    const at = { line: 1000, character: 'package-1000>=1'.length + key - 1 };
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: key + 1 },
      contentChanges: [{ range: { start: at, end: at }, text: '1' }],
    });
    await findingsOf();
    return performance.now() - pressed;
  }
}
