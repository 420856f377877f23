import { hashedOfPair, hashedRequirements, type HashedRequirement } from '../facts/hashed-requirements.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';

type MessageId = 'missing' | 'uneven' | 'unhashable';

export const dependenciesHashMissing = defineRule({
  id: 'dependencies/hash-missing',
  summary: 'What a lock installs is held to hashes, as the policy asks.',
  defaultSeverity: 'error',
  subjects: hashedRequirements,

  options: NO_OPTIONS,

  messages: {
    missing: '{subject} has no hash, and the policy asks for one. Regenerate the lock with hashes.',
    uneven:
      '{subject} has no hash while {other} has one, and pip then refuses the whole file. Regenerate the lock with hashes.',
    unhashable: '{subject} is a checkout, which no hash can hold. Install a released package.',
  },

  *check(get, requirements) {
    const [first] = requirements;
    if (first === undefined || !isLocked(first)) return;
    const { id, terms } = first.judged.pair;
    if (terms.hashes === 'optional') return;
    const hashed = get(hashedOfPair, id).find((one) => isLocked(one) && one.hashes.length > 0);
    if (terms.hashes === 'consistent' && hashed === undefined) return;
    for (const requirement of requirements) {
      if (requirement.hashes.length > 0) continue;
      yield unhashed(requirement, terms.hashes === 'required' ? undefined : hashed?.subject);
    }
  },
});

function isLocked({ judged: { sides } }: HashedRequirement): boolean {
  return sides.includes('lock');
}

function unhashed(
  { subject, isHashable, range, file, judged: { pair } }: HashedRequirement,
  other: string | undefined,
): Outcome<MessageId> {
  const shared = {
    kind: 'violation',
    at: file.place(range),
    related: [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }],
  } as const;
  if (!isHashable) return { ...shared, messageId: 'unhashable', data: { subject } };
  return other === undefined
    ? { ...shared, messageId: 'missing', data: { subject } }
    : { ...shared, messageId: 'uneven', data: { subject, other } };
}
