import type { PolicyFile } from './policy-schema.ts';
import type { PolicyProblem } from './policy.ts';
import { scheduleOf, writtenSchedule } from './probe-schedule.ts';
import type { WrittenProbe } from './schema/probe-schema.ts';
import type { PolicySourceText, Steps } from './source/policy-text.ts';
import { writtenPlaces, type WrittenPlace } from './written-services.ts';

/** Probes that could never pass, or could not be told from each other, and a rollback that nothing would begin. */
export function probeProblems(file: PolicyFile, source: PolicySourceText): readonly PolicyProblem[] {
  return writtenPlaces(file).flatMap((place) => [
    ...ownProblems(place, source),
    ...rollbackProblems(place, source),
  ]);
}

function ownProblems(
  { written: { probes = [] }, steps }: WrittenPlace,
  source: PolicySourceText,
): readonly PolicyProblem[] {
  return probes.flatMap((probe, index) => {
    const at = (key: string) => source.spanOf([...steps, 'probes', index, key]);
    const { deadline, interval, successes } = writtenSchedule(probe);
    const isTwin = probes.findIndex(({ id }) => id === probe.id) < index;
    return [
      ...(isTwin
        ? [{ message: `The id ${probe.id} occurs twice in probes. Give each its own.`, at: at('id') }]
        : []),
      ...(isTooShort(probe)
        ? [
            {
              message: `${successes} attempts every ${interval} do not fit into ${deadline}. Raise deadline, or lower interval or successes.`,
              at: at('deadline'),
            },
          ]
        : []),
    ];
  });
}

/** The first attempt is made at once. */
function isTooShort(probe: WrittenProbe): boolean {
  const { deadlineMs, intervalMs, successes } = scheduleOf(probe);
  return (successes - 1) * intervalMs >= deadlineMs;
}

function rollbackProblems(
  { written: { rollback, probes }, steps }: WrittenPlace,
  source: PolicySourceText,
): readonly PolicyProblem[] {
  const index = rollback?.automatic.indexOf('probe-failed') ?? -1;
  if (index === -1 || probes !== undefined) return [];
  const path: Steps = [...steps, 'rollback', 'automatic', index];
  return [
    {
      message: 'There are no probes here that could fail. Add probes, or leave it out.',
      at: source.spanOf(path),
    },
  ];
}
