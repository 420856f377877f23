import { digestLength } from '../facts/hash-digest.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { hashedRequirements } from '../facts/hashed-requirements.ts';

export const dependenciesHashMalformed = defineRule({
  id: 'dependencies/hash-malformed',
  summary: 'Write every hash in full, in hexadecimal digits.',
  defaultSeverity: 'error',
  subjects: hashedRequirements,

  options: NO_OPTIONS,

  messages: {
    malformed:
      'This is not a {algorithm} hash of {length} hexadecimal digits. Regenerate the lock, or copy the hash again.',
  },

  *check(_get, requirements) {
    for (const { hashes, file } of requirements) {
      // One look at all of them: a lock holds thousands.
      const areHex = isHex(hashes.map(({ digest }) => digest).join(''));
      for (const { algorithm, digest, range } of hashes) {
        const length = digestLength(algorithm);
        if (length === undefined || (digest.length === length && (areHex || isHex(digest)))) continue;
        const data = { algorithm, length: String(length) };
        yield { kind: 'violation', messageId: 'malformed', data, at: file.place(range) };
      }
    }
  },
});

function isHex(text: string): boolean {
  return !/[^0-9a-f]/i.test(text);
}
