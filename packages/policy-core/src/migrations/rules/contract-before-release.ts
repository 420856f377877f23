import { releasedUses } from '../analysis/released-uses.ts';
import { takenNames, takenText, type TakenName } from '../analysis/taken-names.ts';
import type { Known } from '../../model/known.ts';
import type { ReleasedNames } from '../../model/observations.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { releasedNames } from '../facts/known-migrations.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

type MessageId = 'named' | 'unseen';

export const contractBeforeRelease = defineRule({
  id: 'migrations/contract-before-release',
  summary: 'Remove only what the released code no longer names.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['drop-table', 'drop-column', 'rename-table', 'rename-column'],

  options: NO_OPTIONS,

  messages: {
    named:
      'This removes {thing}, which the released code still names. Stop using it in one release and remove it in the next: {places}.',
    unseen: 'Cannot determine whether the released code still names {thing}.',
  },

  *check(get, migration) {
    for (const taken of takenNames(migration)) {
      const released = taken.step.upgrade.history?.released;
      // Without a release no code runs that could miss it.
      if (released === undefined || (released.known && released.value === null)) continue;
      yield* judge(taken, released.known ? get(releasedNames) : released);
    }
  },
});

const NOBODY_LOOKED = 'the released code was not searched';

function* judge(
  taken: TakenName,
  names: Known<ReleasedNames> | { readonly known: false; readonly reason: string } | undefined,
): Iterable<Outcome<MessageId>> {
  if (names?.known !== true) {
    yield unseen(taken, names?.reason ?? NOBODY_LOOKED);
    return;
  }
  const { lines, isWhole, commit } = names.value;
  const uses = releasedUses(taken, lines);
  if (uses.length > 0) {
    const [first, ...more] = uses.map(({ path, line }) => `${path}:${line + 1}`);
    const rest = more.length === 0 ? '' : ` and ${more.length} more`;
    yield {
      kind: 'violation',
      messageId: 'named',
      data: { thing: takenText(taken), places: `${first ?? ''}${rest}` },
      at: taken.step.at,
      evidence: uses.slice(0, 3).map(({ path, line, text }) => ({
        subject: `${path}:${line + 1}`,
        relation: `says at ${commit.slice(0, 8)}`,
        value: text.trim(),
      })),
    };
  } else if (!isWhole) {
    yield unseen(taken, 'too many lines of the released code hold these names');
  }
}

function unseen(taken: TakenName, reason: string): Outcome<MessageId> {
  const thing = takenText(taken);
  return {
    kind: 'undecided',
    messageId: 'unseen',
    data: { thing },
    at: taken.step.at,
    subject: thing,
    waitsFor: 'observation',
    missing: [{ fact: 'the released code', reason }],
  };
}
