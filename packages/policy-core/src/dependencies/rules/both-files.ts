import { dependencyChanges, type DependencyChange } from '../facts/dependency-change.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { namedPair, requirementsPairs } from '../facts/requirements-pair.ts';

type MessageId = 'oneOnly';

export const dependenciesBothFiles = defineRule({
  id: 'dependencies/both-files',
  summary: 'Change requirements and their lock together.',
  defaultSeverity: 'error',
  subjects: [dependencyChanges, requirementsPairs],

  options: NO_OPTIONS,

  messages: {
    oneOnly: '{path} changed, but {other} did not. Change both in the same pull request.',
  },

  *check(get, judged, { stage }) {
    // A pair leaves nothing out that no change touches.
    if (!('touched' in judged) || judged.leftOut === undefined) return;
    const { leftOut, pair } = judged;
    const files = get(namedPair, pair.id);
    const other = leftOut === pair.lock ? files?.lock : files?.source;
    // Of a single write nobody has looked at the other file: it may be the next one that is written.
    const isOneOfTwo = stage === 'hook' && other?.known === false;
    yield oneOnly(judged, leftOut, isOneOfTwo ? other.reason : undefined);
  },
});

function oneOnly(
  { pair, touched }: DependencyChange,
  other: string,
  unseen: string | undefined,
): Outcome<MessageId> {
  const [path] = touched;
  const shared = {
    messageId: 'oneOnly',
    data: { path, other },
    at: startOf(path),
    related: [{ message: `The policy asks for both files of ${pair.id} here.`, at: pair.at }],
  } as const;
  if (unseen === undefined) return { kind: 'violation', ...shared };
  const missing = [{ fact: other, reason: unseen }];
  return { kind: 'undecided', ...shared, subject: path, waitsFor: 'observation', missing };
}
