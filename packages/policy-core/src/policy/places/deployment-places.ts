import type { PolicyFile } from '../policy-schema.ts';
import { isSameEnvironment } from '../same-environment.ts';
import type { PolicySourceText, Steps } from '../source/policy-text.ts';
import { toOneOf, type NamedPlace } from './named-place.ts';
import { serviceNames, writtenPlaces } from '../written-services.ts';
import { knownEnvironments } from './variable-places.ts';

/**
 * The file of those who sign, workflows that deploy, and places that a probe would be asked about and nothing is deployed
 * to. The record, the
 * log and the branch for them are what Lockkeeper writes; whether the remote is there, whoever reads the records says.
 */
export function placesOfDeployment(file: PolicyFile, source: PolicySourceText): readonly NamedPlace[] {
  return [...ofSigners(file, source), ...ofWorkflows(file, source), ...ofProbes(file, source)];
}

function ofSigners({ deployment }: PolicyFile, source: PolicySourceText): readonly NamedPlace[] {
  const signers = deployment?.records?.signers;
  if (signers === undefined) return [];
  const at = source.spanOf(['deployment', 'records', 'signers']);
  const within = [signers];
  return [{ section: 'deployment', written: within, at, leadsTo: toOneOf(within), within, known: [] }];
}

const WORKFLOWS = '.github/workflows/';

function ofWorkflows(file: PolicyFile, source: PolicySourceText): readonly NamedPlace[] {
  return writtenPlaces(file).flatMap(({ written: { driver }, steps }) => {
    if (driver?.kind !== 'github-actions') return [];
    const { workflow } = driver;
    const at = source.spanOf([...steps, 'driver', 'workflow']);
    const folder = WORKFLOWS;
    const within = [`${folder}${workflow}`];
    const leadsTo = toOneOf(within);
    return [{ section: 'deployment', written: [workflow], at, leadsTo, folder, within, known: [] }];
  });
}

function ofProbes(file: PolicyFile, source: PolicySourceText): readonly NamedPlace[] {
  const environments = environmentsWithRecords(file);
  const services = serviceNames(file);
  return (file.deployment?.probes ?? []).flatMap(({ environment, service }, index) => {
    const at = (key: string): Steps => ['deployment', 'probes', index, key];
    return [
      ...(isLost(environment, environments)
        ? [place(environment, at('environment'), { known: environments, source })]
        : []),
      ...(isLost(service, services) ? [place(service, at('service'), { known: services, source })] : []),
    ];
  });
}

function environmentsWithRecords(file: PolicyFile): readonly string[] {
  const named = [
    ...knownEnvironments(file),
    ...(file.variables ?? []).flatMap(({ environments = [] }) => environments),
  ];
  return named.length === 0 ? [] : ['production', ...named];
}

/** Where the policy knows none, any name may be given on the command line. */
function isLost(name: string | undefined, known: readonly string[]): name is string {
  return name !== undefined && known.length > 0 && !known.some((other) => isSameEnvironment(other, name));
}

function place(
  written: string,
  steps: Steps,
  { known, source }: { readonly known: readonly string[]; readonly source: PolicySourceText },
): NamedPlace {
  return {
    section: 'deployment',
    written: [written],
    at: source.spanOf(steps),
    leadsTo: undefined,
    within: [],
    known,
  };
}
