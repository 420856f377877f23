import { expect, test } from 'vitest';
import { MarkupKind } from 'vscode-languageserver';

import { unpinned, waitsForApproval } from '../testing/sample-verdict.ts';
import { hoverText } from './hover-text.ts';

const SUMMARY = 'Pin every requirement to one version with ==.';

test('says what must be true, what is not, what can be done, and where to read on', () => {
  const href = 'https://example.com/rules/dependencies/requirements-pinned';
  expect(hoverText({ subject: unpinned(0), summary: SUMMARY, href }, MarkupKind.Markdown)).toEqual({
    kind: 'markdown',
    value: [
      `**dependencies/requirements-pinned**: ${SUMMARY}`,
      'flask has no version. Write flask==\\<version\\>.',
      '- Quick fix: Pin to flask==2.3.2.',
      `[Read about dependencies/requirements-pinned](<${href}>)`,
    ].join('\n\n'),
  });
});

test('says how it was seen, and what is still missing', () => {
  const { value } = hoverText(
    { subject: waitsForApproval(), summary: undefined, href: undefined },
    MarkupKind.PlainText,
  );
  expect(value.split('\n')).toEqual([
    'paths/protected',
    'Changes to backend/requirements.txt (section core) need the label approved-core-change. Ask an approver for it.',
    'backend/requirements.txt was modified.',
    'labels: labels are read where the change is merged.',
  ]);
});

test.each([MarkupKind.Markdown, MarkupKind.PlainText])('says in %s no message or link again', (kind) => {
  const href = 'https://example.com/rules/dependencies/requirements-pinned';
  const { value } = hoverText({ subject: unpinned(0), isShown: true, summary: SUMMARY, href }, kind);
  expect(value.replaceAll('*', '').split(/\n+-? ?/)).toEqual([
    `dependencies/requirements-pinned: ${SUMMARY}`,
    'Quick fix: Pin to flask==2.3.2.',
  ]);
});

test('names from the repository do not become links, pictures or code', () => {
  const message = '![x](http://evil.example/p.png) `rm` <img src=x> is not pinned.';
  const { value } = hoverText(
    { subject: unpinned(0, { message, fixes: [] }), summary: undefined, href: undefined },
    MarkupKind.Markdown,
  );
  expect(value).toContain(
    '\\!\\[x\\]\\(http://evil.example/p.png\\) \\`rm\\` \\<img src=x\\> is not pinned.',
  );
});

test('a link cannot be broken out of', () => {
  const { value } = hoverText(
    { subject: unpinned(0), summary: SUMMARY, href: 'https://example.com/>)[x](y' },
    MarkupKind.Markdown,
  );
  expect(value).toContain('(<https://example.com/%3E)[x](y>)');
});
