import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkerFor } from '../checker/checker.ts';
import { displayText } from '../model/display-text.ts';
import { loadPolicy } from '../checker/load-policy.ts';
import type { Report } from '../engine/report.ts';
import { anyReport } from '../testing/any-report.ts';
import { readMarkdownText } from '../testing/read-markdown.ts';
import { readSarifText } from '../testing/read-sarif-text.ts';
import { readWorkflowCommand } from '../testing/read-workflow-command.ts';
import { readXml, type XmlElement } from '../testing/read-xml.ts';
import { failing, plainContext } from '../testing/sample-report.ts';
import { REPORT_FORMATS, renderReport, type ReportFormat } from './render-report.ts';

/** Everything a reader of that format gets to see, its escapes undone. */
const READERS: Readonly<Record<ReportFormat, (text: string) => string>> = {
  pretty: (text) => text.replaceAll('\\u{23}', '#').replaceAll('\\u{3a}', ':'),
  json: (text) => stringsIn(JSON.parse(text)).map(displayText).join('\n'),
  sarif: (text) =>
    stringsIn(JSON.parse(text))
      .map((each) => displayText(readSarifText(each).shown))
      .join('\n'),
  github: (text) =>
    text
      .split('\n')
      .map((line) => (line.startsWith('::') ? readWorkflowCommand(line).message : line))
      .join('\n'),
  junit: (text) => textsIn(readXml(text)).join('\n'),
  markdown: readMarkdownText,
};

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function textsIn({ attributes, text, children }: XmlElement): readonly string[] {
  return [...Object.values(attributes), text, ...children.flatMap(textsIn)];
}

function messagesOf({ findings, undetermined }: Report): readonly string[] {
  return [...findings, ...undetermined].map(({ message }) => displayText(message));
}

/** What the engine itself says about a small repository. */
function judgedByTheEngine(): Report {
  const text = [
    'version: 1',
    'dependencies:',
    '  - id: backend',
    '    source: backend/requirements.txt',
    '    lock: backend/requirements.lock',
    '',
  ].join('\n');
  const checker = checkerFor(loadPolicy({ path: 'lockkeeper.yaml', text }), undefined);
  return checker.checkFiles(
    [
      { path: 'backend/requirements.txt', text: 'fastapi==0.110.1\nhttpx[http2]>=0.27\n-e .\n' },
      { path: 'backend/requirements.lock', text: 'fastapi==0.110.1\nhttpx[http2]==0.27.2\n' },
    ],
    { stage: 'ci', now: '2026-11-21T08:00:00Z' },
  );
}

describe.each(REPORT_FORMATS)('the format %s', (format) => {
  test('carries every message of the sample', () => {
    const seen = READERS[format](renderReport(format, failing, plainContext));
    for (const message of messagesOf(failing)) expect(seen).toContain(message);
  });

  test('carries every message the engine gives', () => {
    const report = judgedByTheEngine();
    const seen = READERS[format](renderReport(format, report, plainContext));
    expect(messagesOf(report).length).toBeGreaterThan(1);
    for (const message of messagesOf(report)) expect(seen).toContain(message);
  });

  test('carries every message of any report, word for word', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const seen = READERS[format](renderReport(format, report, plainContext));
        for (const message of messagesOf(report)) {
          // XML has no way to write two noncharacters.
          expect(seen).toContain(
            format === 'junit'
              ? message.replaceAll('\ufffe', '\\u{fffe}').replaceAll('\uffff', '\\u{ffff}')
              : message,
          );
        }
      }),
    );
  });

  test('ends with a line end and gives the same text again', () => {
    const text = renderReport(format, failing, plainContext);
    expect(text.endsWith('\n')).toBe(true);
    expect(renderReport(format, failing, plainContext)).toBe(text);
  });
});
