import { hashedOfPair, hashedRequirements, type HashedRequirement } from '../facts/hashed-requirements.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';

type MessageId = 'missing' | 'promised' | 'uneven' | 'unhashable';

export const dependenciesHashMissing = defineRule({
  id: 'dependencies/hash-missing',
  summary: 'Hash everything that a lock installs, where the policy requires it.',
  defaultSeverity: 'error',
  subjects: hashedRequirements,

  options: NO_OPTIONS,

  messages: {
    missing: '{subject} has no hash, but the policy requires one. Regenerate the lock with hashes.',
    promised: "{subject} has no hash, but this lock's command generates hashes. Regenerate the lock.",
    uneven:
      '{subject} has no hash but {other} has, so pip refuses the file. Regenerate the lock with hashes.',
    unhashable: '{subject} is a checkout, which cannot have a hash. Install a released package.',
  },

  *check(get, requirements) {
    const [first] = requirements;
    if (first === undefined || !isLocked(first)) return;
    const { id, terms } = first.judged.pair;
    const hashed = get(hashedOfPair, id).find((one) => isLocked(one) && one.hashes.length > 0);
    const because = terms.hashes === 'consistent' ? unevenly(first, hashed) : BECAUSE[terms.hashes];
    if (because === undefined) return;
    for (const requirement of requirements) {
      if (requirement.hashes.length > 0 || (because === 'promised' && !requirement.isHashable)) continue;
      yield unhashed(requirement, because, hashed?.subject);
    }
  },
});

const BECAUSE = { required: 'missing', optional: undefined } as const;

/** All or none, and none only where the lock does not say that it has some. */
function unevenly(one: HashedRequirement, hashed: HashedRequirement | undefined) {
  if (hashed !== undefined) return 'uneven';
  return promisesHashes(one) ? 'promised' : undefined;
}

function isLocked({ judged: { sides } }: HashedRequirement): boolean {
  return sides.includes('lock');
}

/** Its header says so, and nobody took the hashes out of only some. */
function promisesHashes({ judged: { role, read } }: HashedRequirement): boolean {
  return role === 'lock' && read?.header?.generatesHashes === true;
}

function unhashed(
  { subject, isHashable, range, file, judged: { pair } }: HashedRequirement,
  messageId: Exclude<MessageId, 'unhashable'>,
  other?: string,
): Outcome<MessageId> {
  const shared = {
    kind: 'violation',
    at: file.place(range),
    related: [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }],
  } as const;
  if (!isHashable) return { ...shared, messageId: 'unhashable', data: { subject } };
  return messageId === 'uneven' && other !== undefined
    ? { ...shared, messageId, data: { subject, other } }
    : { ...shared, messageId: messageId === 'uneven' ? 'missing' : messageId, data: { subject } };
}
