import { z } from 'zod';

import type { DependencyChange } from '../../facts/dependency-change.ts';
import { defineRule, type Outcome } from '../../rule.ts';
import { startOf } from '../../source-span.ts';
import type { Stage } from '../../stage.ts';

type MessageId = 'oneOnly';

export const dependenciesBothFiles = defineRule({
  id: 'dependencies/both-files',
  summary: 'Requirements and their lock change together.',
  defaultSeverity: 'error',
  needs: ['dependencyChanges'],

  options: z.strictObject({}),

  messages: {
    oneOnly: '{path} changed and {other} did not. Change both in the same pull request.',
  },

  *check({ dependencyChanges }, { stage }) {
    for (const change of dependencyChanges) {
      if (change.leftOut !== undefined) yield oneOnly(change, change.leftOut, stage);
    }
  },
});

function oneOnly({ pair, touched }: DependencyChange, other: string, stage: Stage): Outcome<MessageId> {
  const [path] = touched;
  const shared = {
    messageId: 'oneOnly',
    data: { path, other },
    at: startOf(path),
    related: [{ message: `The policy asks for both files of ${pair.id} here.`, at: pair.at }],
  } as const;
  // One file is written after the other: while somebody writes, the second may follow.
  return stage === 'editor' || stage === 'hook'
    ? {
        kind: 'undecided',
        ...shared,
        subject: path,
        waitsFor: 'observation',
        missing: [{ fact: 'change', reason: `${other} may follow` }],
      }
    : { kind: 'violation', ...shared };
}
