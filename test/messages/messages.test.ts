import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { allRules } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { sentence } from '../../packages/policy-core/src/engine/sentence.ts';

/** One line for each message of each rule: its words, data of a real finding, and the sentence they make. */
interface MessageLine {
  readonly rule: string;
  readonly message_id: string;
  readonly message: string;
  readonly data: Readonly<Record<string, string>>;
  readonly sentence: string;
}

const TABLE = path.join(import.meta.dirname, 'messages.jsonl');
const HOW_TO_CHANGE =
  'The words of a rule stand in its file and in test/messages/messages.jsonl, and nowhere else. To change them, change the rule, run `vitest run test/messages --update`, and read the difference.';

describe('the words of all rules', () => {
  const before = readTable();

  test('are those of the table', async () => {
    const lines = allRules.flatMap(({ id, messages }) =>
      Object.entries(messages).map(([messageId, message]): MessageLine => {
        const data = dataFor(message, before.get(keyOf(id, messageId)));
        return { rule: id, message_id: messageId, message, data, sentence: sentence(message, data) };
      }),
    );
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await expect(text, HOW_TO_CHANGE).toMatchFileSnapshot(TABLE);
  });

  test('have an example for each slot', () => {
    const open = [...before.values()].filter(({ data }) => Object.values(data).some(isPlaceholder));
    expect(open, 'write what a finding says into `data`, and run with --update again').toEqual([]);
  });
});

function readTable(): ReadonlyMap<string, MessageLine> {
  const lines = existsSync(TABLE) ? readFileSync(TABLE, 'utf8').trim().split('\n') : [];
  // Sound: the first test compares the whole file with what it wrote.
  const entries = lines.map((line) => JSON.parse(line) as MessageLine);
  return new Map(entries.map((entry) => [keyOf(entry.rule, entry.message_id), entry]));
}

function keyOf(rule: string, messageId: string): string {
  return `${rule} ${messageId}`;
}

/** What the table has for the slots of a message; a new slot waits for a person to fill it. */
function dataFor(message: string, known: MessageLine | undefined): MessageLine['data'] {
  const slots = Array.from(message.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);
  return Object.fromEntries(slots.map((name) => [name, known?.data[name] ?? `<${name}>`]));
}

function isPlaceholder(value: string): boolean {
  return /^<\w+>$/.test(value);
}
