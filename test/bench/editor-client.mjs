import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

/**
 * A language server as an editor has it, with one folder open.
 *
 * @typedef {object} EditorClient
 * @property {(file: string, text: string) => Promise<OpenFile>} open answers once its first findings are there
 * @property {() => number} memory megabytes that the process holds at this moment
 * @property {() => number} highestMemory megabytes that it held at most
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} OpenFile
 * @property {readonly unknown[]} findings the first ones
 * @property {(key: Key) => Promise<number>} press milliseconds from a key to the findings of the text it made
 *
 * @typedef {object} Key what one key does to the text
 * @property {number} line from 0
 * @property {number} character from 0
 * @property {string} text
 * @property {number} [removed] characters behind the place that go
 */

const CAPABILITIES = {
  textDocument: {
    diagnostic: { dynamicRegistration: false },
    publishDiagnostics: { versionSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
  },
  workspace: { workspaceFolders: true, diagnostics: { refreshSupport: true }, configuration: true },
};

/**
 * @param {{ program: string, args: readonly string[], folder: string, env?: Readonly<Record<string, string>> }} server
 * @returns {Promise<EditorClient>}
 */
export async function editorClient({ program, args, folder, env = {} }) {
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published = listenFor(connection);
  connection.listen();
  const rootUri = pathToFileURL(folder).href;
  const { capabilities } = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'bench' }],
    capabilities: CAPABILITIES,
    initializationOptions: { trusted: true },
  });
  await connection.sendNotification('initialized', {});
  const pulls = capabilities.diagnosticProvider !== undefined;

  /** @param {string} uri @param {number} version @returns {Promise<readonly unknown[]>} */
  const findingsOf = async (uri, version) => {
    if (!pulls) return published(uri, version);
    const { items = [] } = await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
    return items;
  };

  return {
    open: async (file, text) => {
      const uri = `${rootUri}/${file}`;
      let version = 1;
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: languageOf(file), version, text },
      });
      const findings = await findingsOf(uri, version);
      const press = async (/** @type {Key} */ { line, character, text: typed, removed = 0 }) => {
        const pressed = performance.now();
        const range = { start: { line, character }, end: { line, character: character + removed } };
        await connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version: (version += 1) },
          contentChanges: [{ range, text: typed }],
        });
        await findingsOf(uri, version);
        return performance.now() - pressed;
      };
      return { findings, press };
    },
    memory: () => megabytesOf(child.pid, 'VmRSS'),
    highestMemory: () => megabytesOf(child.pid, 'VmHWM'),
    stop: async () => {
      // Not every server answers, or ends when it should.
      const late = setTimeout(() => child.kill(), 2000);
      const asked = connection.sendRequest('shutdown').then(() => connection.sendNotification('exit'));
      await Promise.race([asked.then(() => ended), ended]);
      clearTimeout(late);
      connection.dispose();
    },
  };
}

/**
 * What a server sends without being asked, and answers to what it asks.
 *
 * @param {import('vscode-languageserver-protocol/node').ProtocolConnection} connection
 * @returns {(uri: string, version: number) => Promise<readonly unknown[]>} findings of a version or a later one
 */
function listenFor(connection) {
  /** @type {Map<string, { version: number, diagnostics: readonly unknown[] }>} */
  const last = new Map();
  /** @type {{ uri: string, version: number, done: (diagnostics: readonly unknown[]) => void }[]} */
  const waiting = [];
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, version, diagnostics }) => {
    last.set(uri, { version, diagnostics });
    for (const waiter of waiting.splice(0)) {
      if (waiter.uri === uri && waiter.version <= version) waiter.done(diagnostics);
      else waiting.push(waiter);
    }
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
  for (const what of ['diagnostic', 'codeLens', 'inlayHint', 'semanticTokens'])
    connection.onRequest(`workspace/${what}/refresh`, () => null);
  return (uri, version) => {
    const known = last.get(uri);
    if (known !== undefined && known.version >= version) return Promise.resolve(known.diagnostics);
    return new Promise((done) => waiting.push({ uri, version, done }));
  };
}

/** @param {string} file */
function languageOf(file) {
  if (file.endsWith('.py')) return 'python';
  return file.endsWith('.sql') ? 'sql' : 'pip-requirements';
}

/** Not a number where the system does not tell. @param {number | undefined} pid @param {'VmRSS' | 'VmHWM'} field */
function megabytesOf(pid, field) {
  if (process.platform !== 'linux') return Number.NaN;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
}
