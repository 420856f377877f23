import { hashedRequirements, type HashedRequirement } from '../facts/hashed-requirements.ts';
import { parseVersion } from '../packaging/parse-version.ts';
import { canonicalVersionText } from '../packaging/version-text.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const dependenciesHashInconsistent = defineRule({
  id: 'dependencies/hash-inconsistent',
  summary: 'One version of a package has the same hashes wherever it is named.',
  defaultSeverity: 'error',
  judges: [hashedRequirements],

  options: NO_OPTIONS,

  messages: {
    other:
      '{subject} {version} has other hashes here than in {path}. Find out which are right, and regenerate the lock.',
  },

  *check(get) {
    const first = new Map<string, HashedRequirement>();
    for (const requirement of get(hashedRequirements)) {
      const { subject, project, version, hashes, range, file, judged } = requirement;
      if (project === undefined || version === undefined || hashes.length === 0) continue;
      const parsed = parseVersion(version);
      const key = [judged.pair.id, project, parsed ? canonicalVersionText(parsed) : version].join('\n');
      const known = first.get(key);
      if (known === undefined) first.set(key, requirement);
      if (known === undefined || hashSet(known) === hashSet(requirement)) continue;
      yield {
        kind: 'violation',
        messageId: 'other',
        data: { subject, version, path: known.file.path },
        at: file.place(range),
        related: [{ message: 'The same version with other hashes.', at: known.file.place(known.range) }],
      };
    }
  },
});

function hashSet({ hashes }: HashedRequirement): string {
  const written = hashes.map(({ algorithm, digest }) => `${algorithm}:${digest}`.toLowerCase());
  return [...new Set(written)].toSorted().join(' ');
}
