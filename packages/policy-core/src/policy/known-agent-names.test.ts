import { describe, expect, test } from 'vitest';

import { findAuthorship } from '../change/facts/authorship.ts';
import { changeObservations } from '../checker/observations-from-input.ts';
import { policyOf } from '../testing/any-repository.ts';
import { BY_A_PERSON, commitOf } from '../testing/sample-change.ts';

const POLICY = policyOf({});

/** Whose work a commit of Ana is that ends in this line. */
function kindOf(line: string) {
  const commits = [commitOf({ message: `Fix the login\n\n${line}\n` })];
  const seen = changeObservations({ changes: ['a'], ...BY_A_PERSON, commits }, { stage: 'ci' });
  const found = findAuthorship(POLICY, seen);
  return found.known ? found.value.kind : found.reason;
}

describe('an agent signs as a co-author', () => {
  test.each([
    'Claude <noreply@anthropic.com>',
    'Claude Code <noreply@anthropic.com>',
    'Claude Opus 4.5 <noreply@example.com>',
    'Claude Sonnet 4.6 <jamie+claude-code@mend.io>',
    'claude-opus-4',
    'Claude',
    'Ana (with Claude) <ana@example.com>',
    'Anthropic Claude <claude@example.com>',
    'claude[bot] <209825114+claude[bot]@users.noreply.github.com>',
    'GitHub Copilot <copilot@github.com>',
    'Copilot <198982749+Copilot@users.noreply.github.com>',
    'copilot-swe-agent[bot] <198982749+copilot-swe-agent[bot]@users.noreply.github.com>',
    'Copilot Autofix powered by AI <62310815+github-advanced-security[bot]@users.noreply.github.com>',
    'Cursor Agent <cursoragent@cursor.com>',
    'Cursor <cursoragent@cursor.com>',
    'Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>',
    'Devin <158243242+devin-ai-integration[bot]@users.noreply.github.com>',
    'Codex <noreply@openai.com>',
    'OpenAI Codex (gpt-5-codex) <codex@openai.com>',
    'aider (gpt-4o) <aider@aider.chat>',
    'aider (gpt-4) <noreply@aider.chat>',
    'Gemini 2.5 Pro <gemini@example.com>',
    'gemini-cli <noreply@google.com>',
    'OpenHands <openhands@all-hands.dev>',
    'openhands <openhands@all-hands.dev> ',
    'Windsurf <windsurf@codeium.com>',
    'Jules',
    'google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>',
    'Jules <161369871+google-labs-jules[bot]@users.noreply.github.com>',
    'Claude <noreply@anthropic.com> (pair programming)',
    'Claude noreply@anthropic.com',
    '\u0421laude Code <pair@example.com>',
  ])('%s', (value) => {
    expect(kindOf(`Co-authored-by: ${value}`)).toBe('ai');
  });
});

describe('a person signs as a co-author', () => {
  test.each([
    'Devin Smith <devin@example.com>',
    'Devin <devin@example.com>',
    'Devin Booker <12345+devinb@users.noreply.github.com>',
    'Devin Ai <devin.ai@example.cn>',
    'Jean-Claude Dupont <jc@example.fr>',
    'Claude Monet <claude@giverny.fr>',
    'Claude Shannon <shannon@example.edu>',
    'Claude <claude@example.fr>',
    'Claude Aigner <ca@example.at>',
    'Claude Aïda <aida@example.fr>',
    'Marie-Claude Codet <mc@example.fr>',
    'Claudette Agentur <claudette@example.com>',
    'Jules Verne <jules@example.fr>',
    'Jules <jules@example.fr>',
    'Jules Botha <jules.botha@example.za>',
    'Cursor Mundi <cursor@example.com>',
    'Gemini Patel <gemini.patel@example.in>',
    'Aider Fernández <aider@example.es>',
    'Ana Windsurf-Lopez <ana@example.com>',
    'Codexia Brown <cb@example.com>',
    'Ben <ben@cursor.com>',
    'Dana <dana@anthropic.com>',
    'Olivia <olivia@all-hands.dev>',
    'Devine Opus <d@example.com>',
  ])('%s', (value) => {
    expect(kindOf(`Co-authored-by: ${value}`)).toBe('human');
  });
});

describe('in what names no co-author, any of the names is an agent', () => {
  test.each([
    'Assisted-by: Claude',
    'Assisted-by: Claude:claude-3-opus coccinelle',
    'Assisted-by: Cursor',
    'Generated-by: Devin',
    'Generated-by: jules',
    'Generated-by: ChatGPT',
  ])('%s', (line) => {
    expect(kindOf(line)).toBe('ai');
  });

  test.each(['Assisted-by: Ana <ana@example.com>', 'Generated-by: openapi-generator 7.2'])('%s', (line) => {
    expect(kindOf(line)).toBe('human');
  });
});

test('a policy may still call every Claude an agent', () => {
  const strict = policyOf({
    actors: { ai: { trailers: [{ key: 'Co-authored-by', value: '/\\bclaude\\b/i' }] } },
  });
  const [sign] = strict.actors.ai.trailers;
  expect(sign?.matches('Claude Monet <claude@giverny.fr>')).toBe(true);
});
