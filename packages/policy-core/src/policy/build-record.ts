import type { PolicySourceText } from './source/policy-text.ts';
import type { PolicyFile } from './policy-schema.ts';
import { DEFAULT_RECORD_PATH, type PolicyProblem, type RecordLocation } from './policy.ts';
import { recordPlaces, type PlacesPolicy } from './record-places.ts';
import { serviceNames } from './written-services.ts';

export function recordLocation(file: PolicyFile, source: PolicySourceText): RecordLocation {
  const { record } = file.deployment ?? {};
  const path = record ?? DEFAULT_RECORD_PATH;
  return {
    path,
    first: path,
    services: serviceNames(file),
    at: record === undefined ? undefined : source.spanOf(['deployment', 'record']),
  };
}

/** Two places with one record: services of one name, and a path that is that of another record. */
export function recordProblems(policy: PlacesPolicy, source: PolicySourceText): readonly PolicyProblem[] {
  const { services, first } = policy.record;
  const twins = services.flatMap((name, index) =>
    services.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index
      ? [
          {
            message: `The service ${name} occurs twice in deployment.services. Give each its own name.`,
            at:
              source.keySpanOf(['deployment', 'services', name]) ??
              source.spanOf(['deployment', 'services', index]),
          },
        ]
      : [],
  );
  if (twins.length > 0) return twins;
  const other = recordPlaces(policy)
    .slice(1)
    .find(({ path }) => path.toLowerCase() === first.toLowerCase());
  if (other === undefined) return [];
  const message = `${first} is the record of ${other.service} in ${other.environment}. Name another place.`;
  return [{ message, at: source.spanOf(['deployment', 'record']) }];
}
