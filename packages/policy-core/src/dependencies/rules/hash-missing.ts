import { hashedRequirements, type HashedRequirement } from '../facts/hashed-requirements.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';

type MessageId = 'missing' | 'uneven' | 'unhashable';

export const dependenciesHashMissing = defineRule({
  id: 'dependencies/hash-missing',
  summary: 'What a lock installs is held to hashes, as the policy asks.',
  defaultSeverity: 'error',
  judges: [hashedRequirements],

  options: NO_OPTIONS,

  messages: {
    missing: '{subject} has no hash, and the policy asks for one. Regenerate the lock with hashes.',
    uneven:
      '{subject} has no hash while {other} has one, and pip then refuses the whole file. Regenerate the lock with hashes.',
    unhashable: '{subject} is a checkout, which no hash can hold. Install a released package.',
  },

  *check(get) {
    const locked = get(hashedRequirements).filter(({ judged }) => judged.sides.includes('lock'));
    const ofPair = groupedByPair(locked);
    for (const [terms, requirements] of ofPair) {
      if (terms === 'optional') continue;
      const hashed = requirements.find(({ hashes }) => hashes.length > 0);
      if (terms === 'consistent' && hashed === undefined) continue;
      for (const requirement of requirements) {
        if (requirement.hashes.length > 0) continue;
        yield unhashed(requirement, terms === 'required' ? undefined : hashed?.subject);
      }
    }
  },
});

type HashTerms = HashedRequirement['judged']['pair']['terms']['hashes'];

function groupedByPair(
  requirements: readonly HashedRequirement[],
): readonly (readonly [HashTerms, readonly HashedRequirement[]])[] {
  const pairs = new Map(requirements.map(({ judged: { pair } }) => [pair.id, pair.terms.hashes]));
  return Array.from(pairs, ([id, terms]) => [
    terms,
    requirements.filter(({ judged }) => judged.pair.id === id),
  ]);
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
