import { isStrongHash } from '../facts/hash-digest.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { hashedRequirements } from '../facts/hashed-requirements.ts';

export const dependenciesHashWeak = defineRule({
  id: 'dependencies/hash-weak',
  summary: 'Use SHA-256 or a stronger hash.',
  defaultSeverity: 'error',
  subjects: hashedRequirements,

  options: NO_OPTIONS,

  messages: {
    weak: '{subject} uses {algorithm}, which attackers can forge. Use sha256, sha384 or sha512.',
  },

  *check(_get, requirements) {
    for (const { subject, hashes, byArchive = [hashes], file } of requirements) {
      // A strong hash beside it holds what is installed.
      const weak = byArchive.filter((held) => !held.some(({ algorithm }) => isStrongHash(algorithm)));
      for (const { algorithm, range } of weak.flat()) {
        yield { kind: 'violation', messageId: 'weak', data: { subject, algorithm }, at: file.place(range) };
      }
    }
  },
});
