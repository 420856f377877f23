import { describe, expect, test } from 'vitest';

import { problemsIn } from '../../testing/problems-in.ts';

const EMAIL =
  'is not valid: Write one exact address, or *+LOGIN@users.noreply.github.com. A whole domain would make people of it look like agents.';

describe('who counts as an agent', () => {
  test.each([
    'actors: {}',
    'actors: { ai: {} }',
    'actors: { ai: { branches: [], accounts: [], emails: [], trailers: [], labels: [], local_env: [] } }',
    'actors: { ai: { branches: ["auto/**", "claude/*"] } }',
    'actors: { ai: { accounts: ["copilot-swe-agent[bot]", "4711"] } }',
    'actors: { ai: { emails: ["noreply@anthropic.com", "*+Copilot@users.noreply.github.com"] } }',
    'actors: { ai: { trailers: [{ key: Session }] } }',
    'actors: { ai: { trailers: [{ key: [Session, Run], value: robot }] } }',
    String.raw`actors: { ai: { trailers: [{ key: Made-by, value: '/\brobot\b/i' }] } }`,
    'actors: { ai: { labels: [made-by-ai], local_env: [CLAUDECODE] } }',
  ])('may be written %s', (keys) => {
    expect(problemsIn(keys)).toEqual([]);
  });

  test.each([
    ['branches: auto', 'actors.ai.branches must be a list.', 'auto'],
    ['accounts: claude', 'actors.ai.accounts must be a list.', 'claude'],
    ['accounts: [4711]', 'actors.ai.accounts[0] must be a text.', '4711'],
    ["accounts: ['']", 'actors.ai.accounts[0] must not be empty.', "''"],
    ["emails: ['*@anthropic.com']", `actors.ai.emails[0] ${EMAIL}`, "'*@anthropic.com'"],
    ["emails: [a@b.de, '@b.de']", `actors.ai.emails[1] ${EMAIL}`, "'@b.de'"],
    ['emails: [1]', 'actors.ai.emails[0] must be a text.', '1'],
    ['trailers: { key: a }', 'actors.ai.trailers must be a list.', '{ key: a }'],
    ['trailers: [Session]', 'actors.ai.trailers[0] must be a map.', 'Session'],
    ['trailers: [{ value: x }]', 'actors.ai.trailers[0].key is missing. Add it.', '{ value: x }'],
    [
      'trailers: [{ key: 1 }]',
      'actors.ai.trailers[0].key must be the name of a trailer, or a list of names.',
      '1',
    ],
    ['trailers: [{ key: [] }]', 'actors.ai.trailers[0].key must not be empty.', '[]'],
    ['trailers: [{ key: a, value: 1 }]', 'actors.ai.trailers[0].value must be a text.', '1'],
    [
      'trailers: [{ key: a, values: [b] }]',
      'Unknown key "values" in actors.ai.trailers[0]. Did you mean "value"?',
      'values',
    ],
    ['labels: ai', 'actors.ai.labels must be a list.', 'ai'],
    ["labels: ['']", 'actors.ai.labels[0] must not be empty.', "''"],
    ['local_env: [{ CLAUDECODE: 1 }]', 'actors.ai.local_env[0] must be a text.', '{ CLAUDECODE: 1 }'],
    ['acounts: [a]', 'Unknown key "acounts" in actors.ai. Did you mean "accounts"?', 'acounts'],
  ])('is not written ai: { %s }', (written, message, underlined) => {
    expect(problemsIn(`actors: { ai: { ${written} } }`)).toEqual([[message, underlined]]);
  });

  test('has branches in the patterns of branches, which CODEOWNERS does not change', () => {
    const keys = 'patterns: { dialect: codeowners }\nactors: { ai: { branches: ["auto/*", "{a,b}"] } }';
    expect(problemsIn(keys)).toEqual([[expect.stringContaining('Pattern "{a,b}": '), '"{a,b}"']]);
  });
});

describe('who counts as somebody else', () => {
  test.each([
    'actors: { automation: { accounts: [] } }',
    'actors: { automation: { accounts: ["renovate[bot]"] } }',
    'actors: { human: {} }',
    'actors: { human: { accounts: [ana], emails: [ana@example.com] } }',
    'actors: { default: human }',
    'actors: { default: ai }',
  ])('may be written %s', (keys) => {
    expect(problemsIn(keys)).toEqual([]);
  });

  test.each([
    ['[]', 'actors must be a map.', '[]'],
    ['{ automation: [bot] }', 'actors.automation must be a map.', '[bot]'],
    ['{ automation: {} }', 'actors.automation.accounts is missing. Add it.', '{}'],
    ['{ automation: { accounts: bot } }', 'actors.automation.accounts must be a list.', 'bot'],
    [
      '{ automation: { accounts: [], emails: [] } }',
      'Unknown key "emails" in actors.automation. Remove it: only keys that are enforced are accepted.',
      'emails',
    ],
    ['{ human: { emails: ["*@example.com"] } }', `actors.human.emails[0] ${EMAIL}`, '"*@example.com"'],
    ['{ human: { accounts: [""] } }', 'actors.human.accounts[0] must not be empty.', '""'],
    ['{ default: robot }', 'actors.default must be "human" or "ai".', 'robot'],
    ['{ default: automation }', 'actors.default must be "human" or "ai".', 'automation'],
    ['{ humans: {} }', 'Unknown key "humans" in actors. Did you mean "human"?', 'humans'],
  ])('is not written %s', (written, message, underlined) => {
    expect(problemsIn(`actors: ${written}`)).toEqual([[message, underlined]]);
  });
});
