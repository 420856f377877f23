import { describe, expect, test } from 'vitest';

import { EXPLAIN_COMMAND, explainCommand, explanation, ruleToExplain } from './explain-command.ts';

const RULE = { rule: 'docs/encoding', summary: 'Texts are UTF-8.' };

describe('explaining a rule', () => {
  test('is a matter of the client where it has a command for that', () => {
    expect(explainCommand(RULE, 'shop.open')).toEqual({
      title: 'Explain docs/encoding',
      command: 'shop.open',
      arguments: [{ page: 'docs/encoding' }],
    });
  });

  test('is asked of the server elsewhere, which gets back what it said', () => {
    const { command, arguments: given = [] } = explainCommand(RULE, undefined);
    expect(ruleToExplain({ command, arguments: given })).toEqual(RULE);
  });

  test.each([
    { command: 'other', arguments: ['docs/encoding'] },
    { command: EXPLAIN_COMMAND },
    { command: EXPLAIN_COMMAND, arguments: [7] },
    { command: EXPLAIN_COMMAND, arguments: ['../../etc/passwd'] },
  ])('is nothing for %j', (params) => {
    expect(ruleToExplain(params)).toBeUndefined();
  });

  test('says what must be true and where to read more', () => {
    expect(explanation(RULE)).toBe(
      'Texts are UTF-8. Run `lockkeeper explain docs/encoding` to read more about docs/encoding.',
    );
    const unknown = ruleToExplain({ command: EXPLAIN_COMMAND, arguments: ['docs/encoding'] });
    expect(unknown && explanation(unknown)).toBe(
      'Run `lockkeeper explain docs/encoding` to read more about docs/encoding.',
    );
  });
});
