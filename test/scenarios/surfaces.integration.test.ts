import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';

import { createChecker, loadPolicy, type Finding } from '@lockkeeper/policy-core';
import { lockkeeper } from '../cli/lockkeeper-process.ts';
import { Client } from '../lsp/client.ts';
import { makeRepository, type Repository } from '../lsp/repository.ts';
import { readStories, type Story, type StoryFinding } from './stories.ts';

const STORIES = readStories();
const POLICY_NAMES = ['lockkeeper.yaml', 'lockkeeper.toml', 'lockkeeper.json'];

test('there are stories to tell, and each expects something', () => {
  expect(STORIES.length).toBeGreaterThanOrEqual(3);
  expect(STORIES.filter(({ findings }) => findings.length === 0).map(({ name }) => name)).toEqual([]);
});

describe.each(STORIES)('$name: $title', (story) => {
  let repository: Repository;
  beforeAll(() => {
    repository = makeRepository(story.files);
  });
  afterAll(() => repository.remove());

  test('the npm import says it', async () => {
    const policyPath = POLICY_NAMES.find((name) => name in story.files) ?? '';
    const checker = await createChecker(loadPolicy({ path: policyPath, text: story.files[policyPath] ?? '' }));
    const files = Object.entries(story.files).map(([file, text]) => ({ path: file, text }));
    expect(checker.checkFiles(files).findings.map(fromFinding)).toEqual(story.findings);
  });

  test('the command line says it, and ends with exit code 1', async () => {
    const ended = await lockkeeper(['check', '--format', 'json'], { cwd: repository.folder });
    const report: { findings: readonly StoryFinding[] } = JSON.parse(ended.stdout);
    expect({ exitCode: ended.exitCode, findings: report.findings.map(shared) }).toEqual({
      exitCode: 1,
      findings: story.findings,
    });
  });

  test('the command line shows every sentence to a person as well', async () => {
    const { stdout } = await lockkeeper(['check'], { cwd: repository.folder });
    for (const { message, rule } of story.findings) expect(stdout).toContain(`${message}  ${rule}`);
  });

  test('the language server says it of each open document', async () => {
    const client = await Client.start({ folders: [repository.uri] });
    try {
      const said: StoryFinding[] = [];
      for (const file of Object.keys(story.files).toSorted()) {
        const uri = `${repository.uri}/${file}`;
        await client.open(uri, story.files[file] ?? '');
        const diagnostics = await client.pull(uri);
        said.push(...diagnostics.map((diagnostic) => fromDiagnostic(file, diagnostic)));
      }
      expect(said).toEqual(story.findings);
    } finally {
      await client.stop();
    }
  });
});

describe('what is safe to fix', () => {
  const fixable = STORIES.filter((story): story is Story & { fixed: NonNullable<Story['fixed']> } => story.fixed !== undefined);

  test.each(fixable)('$name: the command line and the editor make the same text of it', async ({ files, fixed }) => {
    const repository = makeRepository(files);
    try {
      const client = await Client.start({ folders: [repository.uri] });
      const edited = await fixAllInEditor(client, repository, Object.keys(fixed)).finally(() => client.stop());
      expect(edited).toEqual(fixed);
      await lockkeeper(['check', '--fix'], { cwd: repository.folder });
      const onDisk = Object.keys(fixed).map((file) => [file, readFileSync(path.join(repository.folder, file), 'utf8')]);
      expect(Object.fromEntries(onDisk)).toEqual(fixed);
      expect((await lockkeeper(['check'], { cwd: repository.folder })).exitCode, 'nothing is left to find').toBe(0);
    } finally {
      repository.remove();
    }
  });
});

async function fixAllInEditor(client: Client, { folder, uri }: Repository, files: readonly string[]) {
  const texts: [string, string | undefined][] = [];
  for (const file of files) {
    const document = `${uri}/${file}`;
    await client.open(document, readFileSync(path.join(folder, file), 'utf8'));
    const whole = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
    const [action] = await client.actions(document, whole, ['source.fixAll.lockkeeper']);
    await client.apply(action?.edit);
    texts.push([file, client.text(document)]);
  }
  return Object.fromEntries(texts);
}

/** `column` and the others count from 1, as people and `--format json` do. */
function fromFinding({ rule, severity, message, at }: Finding): StoryFinding {
  return { rule, severity, message, path: at?.path ?? '', ...fromPositions(at ?? NOWHERE) };
}

function fromDiagnostic(file: string, { code, severity, message, range }: Diagnostic): StoryFinding {
  const names = ['', 'error', 'warning', 'info'];
  return { rule: String(code), severity: names[severity ?? 0] ?? '', message, path: file, ...fromPositions(range) };
}

const NOWHERE = { start: { line: -1, character: -1 }, end: { line: -1, character: -1 } };

function fromPositions({ start, end }: Pick<Diagnostic['range'], 'start' | 'end'>) {
  return {
    line: start.line + 1,
    column: start.character + 1,
    end_line: end.line + 1,
    end_column: end.character + 1,
  };
}

function shared({ rule, severity, message, path: file, line, column, end_line, end_column }: StoryFinding): StoryFinding {
  return { rule, severity, message, path: file, line, column, end_line, end_column };
}
