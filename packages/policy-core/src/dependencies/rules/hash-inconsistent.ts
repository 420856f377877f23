import { hashedOfPair, hashedRequirements, type HashedRequirement } from '../facts/hashed-requirements.ts';
import { parseVersion } from '../packaging/parse-version.ts';
import { canonicalVersionText } from '../packaging/version-text.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { isSameMap } from '../../model/same-map.ts';

export const dependenciesHashInconsistent = defineRule({
  id: 'dependencies/hash-inconsistent',
  summary: 'Give a version of a package the same hashes everywhere.',
  defaultSeverity: 'error',
  subjects: hashedRequirements,

  options: NO_OPTIONS,

  messages: {
    other:
      '{subject} {version} has other hashes in {path} than here. Find out which are right, and regenerate the lock.',
  },

  *check(get, requirements) {
    for (const requirement of requirements) {
      const { subject, version, range, file, judged } = requirement;
      const key = keyOf(requirement);
      const known = key === undefined ? undefined : get(firstHashed, judged.pair.id).get(key);
      if (version === undefined || known === undefined || hasSameHashes(known, requirement)) continue;
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

/** The first with hashes of each version, in the files of a pair, by its id. */
const firstHashed = defineFact<ReadonlyMap<string, HashedRequirement>, string>({
  name: 'first-hashed-requirements',
  compute: (get, id) => {
    const first = new Map<string, HashedRequirement>();
    for (const requirement of get(hashedOfPair, id)) {
      const key = keyOf(requirement);
      if (key !== undefined && !first.has(key)) first.set(key, requirement);
    }
    return first;
  },
  isSame: isSameMap,
});

/** `undefined` of what is held to no hash, or is not one version of a project. */
const keyOf = memoizeByObject(({ project, version, hashes }: HashedRequirement): string | undefined => {
  if (project === undefined || version === undefined || hashes.length === 0) return undefined;
  const parsed = parseVersion(version);
  return `${project}\n${parsed ? canonicalVersionText(parsed) : version}`;
});

/** Most are named once, and then are the first themselves. */
function hasSameHashes(first: HashedRequirement, other: HashedRequirement): boolean {
  return first === other || hashSet(first) === hashSet(other);
}

function hashSet({ hashes }: HashedRequirement): string {
  const written = hashes.map(({ algorithm, digest }) => `${algorithm}:${digest}`.toLowerCase());
  return [...new Set(written)].toSorted().join(' ');
}
