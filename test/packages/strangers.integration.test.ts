import { spawn } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type DocumentDiagnosticReport,
  type InitializeResult,
} from 'vscode-languageserver-protocol/node';

import type { StoryFinding } from '../scenarios/stories.ts';
import { ROOT } from '../architecture/source-files.ts';
import { packing, type PackedPackage } from './pack.ts';
import { comparable, expectedAnswers, QUESTION, STORIES } from './story-answers.ts';
import { layFiles, moveIn, type Stranger, type Wanted } from './stranger.ts';

const pack = packing();

/** The same, so that the types of Node are those the workspace was written for. */
const NODE_TYPES = '@types/node@20.19.43';
const TSC = path.join(ROOT, 'node_modules/typescript/bin/tsc');

let core: PackedPackage;
/** Who has policy-core and nothing else. */
let first: Stranger | undefined;
beforeAll(async () => {
  core = await pack('policy-core');
  first = moveIn('first', { packed: [core] });
});
afterAll(() => first?.remove());

describe.each([
  { project: 'esm', how: 'an ES module that imports' },
  { project: 'commonjs', how: 'a CommonJS program that requires' },
  { project: 'both-forms', how: 'a program whose parts import and require' },
])('$how @lockkeeper/policy-core', ({ project }) => {
  const stranger = settled(project, () => ({ packed: [core], like: first }));

  test('gets the findings of every scenario, word for word, from its three ways to ask', () => {
    const said = stranger().run(process.execPath, ['main.js'], { input: QUESTION });
    expect(comparable(JSON.parse(said))).toEqual(expectedAnswers());
  });

  test('has been asked to run no install script, by us or by what we depend on', () => {
    const scripted = stranger().installed.filter(({ hasInstallScript }) => hasInstallScript);
    expect(scripted.map(({ name }) => name)).toEqual([]);
  });

  test('has not been given the parsers twice', () => {
    const names = stranger().installed.map(({ name }) => name);
    expect(names, 'their WebAssembly is inside our package').not.toContain('tree-sitter-python');
    expect(names).not.toContain('libpg-query');
  });
});

describe('a strict TypeScript project that imports @lockkeeper/policy-core', () => {
  const stranger = settled('typescript', () => ({ packed: [core], fromRegistry: [NODE_TYPES], like: first }));

  test.each(['nodenext', 'bundler'])(
    'compiles with moduleResolution %s, our declarations checked, and runs',
    (resolution) => {
      const complaints = stranger().run(process.execPath, [TSC, '-p', `tsconfig.${resolution}.json`]);
      expect(complaints).toBe('');
      const said = stranger().run(process.execPath, [`built-${resolution}/main.js`], { input: QUESTION });
      expect(comparable(JSON.parse(said))).toEqual(expectedAnswers());
    },
  );

  test('judges by a rule and a fact of its own, as docs/own-rules.md shows', () => {
    const [page, rule, program] = [
      'docs/own-rules.md',
      'test/packages/strangers/typescript/pinned-image.ts',
      'test/packages/strangers/typescript/own-rule.ts',
    ].map((file) => readFileSync(path.join(ROOT, file), 'utf8'));
    const said = stranger().run(process.execPath, ['built-nodenext/own-rule.js']);
    expect(page, 'the page shows the rule').toContain(`\`\`\`ts\n${rule}\`\`\`\n`);
    expect(rule?.split('\n').length, 'a rule with a fact of its own is short').toBeLessThanOrEqual(31);
    expect(page, 'the page shows the program and what it prints').toContain(
      `\`\`\`ts\n${program}\`\`\`\n\nIt prints\n\n\`\`\`\n${said}\`\`\`\n`,
    );
  });
});

describe('somebody who installs the command line', () => {
  let cli: PackedPackage;
  beforeAll(async () => {
    cli = await pack('cli');
  });
  const stranger = settled('cli', () => ({ packed: [cli] }));

  test('gets one package without dependencies', () => {
    expect(stranger().installed.map(({ name }) => name)).toEqual(['lockkeeper']);
  });

  test('sees the version of the package', () => {
    expect(stranger().run('npx', ['lockkeeper', '--version'])).toBe(`${cli.manifest.version}\n`);
  });

  test.each(STORIES)('is told $name by check', ({ name, files, findings }) => {
    const repository = path.join(stranger().folder, 'repositories', name);
    layFiles(repository, files);
    const args = ['lockkeeper', 'check', '--no-git', '--format', 'json', '--root', repository];
    const report: { findings: readonly StoryFinding[] } = JSON.parse(
      stranger().run('npx', args, { exitCode: 1 }),
    );
    expect(report.findings).toEqual(findings.map((finding) => expect.objectContaining(finding)));
  });
});

describe('an editor that starts the server from npm', () => {
  let lsp: PackedPackage;
  beforeAll(async () => {
    lsp = await pack('lsp');
  });
  const stranger = settled('lsp', () => ({ packed: [lsp] }));

  test.each(STORIES)('is greeted over stdio and told of $name', async ({ name, files, findings }) => {
    const root = path.join(stranger().folder, 'repositories', name);
    layFiles(root, files);
    const server = startServer(path.join(stranger().folder, 'node_modules/.bin/lockkeeper-lsp'));
    const { connection } = server;
    const uri = pathToFileURL(root).href;

    const greeting = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name }],
      capabilities: { textDocument: { diagnostic: {} } },
    });
    expect(greeting.serverInfo).toEqual({ name: 'lockkeeper-lsp', version: lsp.manifest.version });
    await connection.sendNotification('initialized', {});
    const messages: unknown[] = [];
    for (const file of Object.keys(files).toSorted()) {
      const textDocument = { uri: `${uri}/${file}`, languageId: 'plaintext', version: 1, text: files[file] };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      const asked = { textDocument: { uri: textDocument.uri } };
      const report = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', asked);
      if (report.kind === 'full') messages.push(...report.items.map(({ message }) => message));
    }
    expect(messages).toEqual(findings.map(({ message }) => message));

    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await server.ended, 'exit code').toBe(0);
  });
});

test('a program can import each entry of @lockkeeper/operations beside policy-core', async () => {
  const stranger = moveIn('operations', { packed: [core, await pack('operations')], like: first });
  try {
    const script = `
      const entries = ['@lockkeeper/operations', '@lockkeeper/operations/ports', '@lockkeeper/operations/observe'];
      Promise.all(entries.map((name) => import(name)))
        .then((modules) => console.log(JSON.stringify(modules.map((module) => Object.keys(module).length > 0))));`;
    // The ports are types only.
    expect(JSON.parse(stranger.run(process.execPath, ['--eval', script]))).toEqual([true, false, true]);
  } finally {
    stranger.remove();
  }
});

/** A stranger for the tests of one `describe`: settled before the first, gone after the last. */
function settled(project: string, wanted: () => Wanted): () => Stranger {
  let stranger: Stranger | undefined;
  beforeAll(() => {
    stranger = moveIn(project, wanted());
  });
  afterAll(() => stranger?.remove());
  return () => {
    if (stranger === undefined) throw new Error(`${project} has not moved in.`);
    return stranger;
  };
}

/** As editors do: Node with the file that npm's link leads to. */
function startServer(link: string) {
  const child = spawn(process.execPath, [realpathSync(link), '--stdio'], { stdio: 'pipe' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  return { connection, ended };
}
