import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import * as vscode from 'vscode';

import { eventually } from '../eventually.ts';
import { api, findings, folder, open, ruleOf } from '../lockkeeper.ts';

interface StoryFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly end_line: number;
  readonly end_column: number;
}

interface Story {
  readonly name: string;
  readonly title: string;
  readonly findings: readonly StoryFinding[];
  readonly fixed?: Readonly<Record<string, string>>;
}

/** Written by the test that starts this VS Code: one workspace folder a story. */
const STORIES: readonly Story[] = JSON.parse(readFileSync(process.env['LOCKKEEPER_STORIES'] ?? '', 'utf8'));
const SEVERITIES = ['error', 'warning', 'info', 'hint'];

suite('the stories', () => {
  suiteSetup(async () => {
    await api();
  });

  for (const story of STORIES) {
    test(`${story.name}: ${story.title}`, async () => {
      const paths = [...new Set(story.findings.map(({ path }) => path))];
      for (const path of paths) {
        const expected = story.findings.filter((finding) => finding.path === path);
        const document = await open(path, folder(story.name));
        await eventually(() => {
          assert.deepEqual(
            findings(document).map((diagnostic) => fromDiagnostic(path, diagnostic)),
            expected,
          );
        });
      }
    });

    for (const [path, text] of Object.entries(story.fixed ?? {})) {
      test(`${story.name}: fix-all makes of ${path} what --fix makes of it`, async () => {
        const document = await open(path, folder(story.name));
        await eventually(() => assert.notDeepEqual(findings(document), []));
        await eventually(async () => {
          // VS Code gives an action up without a word where underlines change while it asks for it.
          await vscode.commands.executeCommand('editor.action.fixAll');
          assert.equal(document.getText(), text);
        });
        await eventually(() => assert.deepEqual(findings(document), []));
        await vscode.commands.executeCommand('workbench.action.files.revert');
      });
    }
  }
});

function fromDiagnostic(path: string, diagnostic: vscode.Diagnostic): StoryFinding {
  const { message, severity, range } = diagnostic;
  return {
    rule: String(ruleOf(diagnostic)),
    severity: SEVERITIES[severity] ?? '',
    message,
    path,
    line: range.start.line + 1,
    column: range.start.character + 1,
    end_line: range.end.line + 1,
    end_column: range.end.character + 1,
  };
}
