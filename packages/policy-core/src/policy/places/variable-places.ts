import { isSameEnvironment } from '../same-environment.ts';
import type { PolicyFile } from '../policy-schema.ts';
import type { PolicySourceText } from '../source/policy-text.ts';
import { serviceNames, writtenPlaces } from '../written-services.ts';
import type { NamedPlace } from './named-place.ts';

type Section = NonNullable<PolicyFile['variables']>[number];

/** Sections whose environments or services nothing else in the policy knows: no deploy would ever ask for them. */
export function placesOfVariables(file: PolicyFile, source: PolicySourceText): readonly NamedPlace[] {
  const environments = knownEnvironments(file);
  const services = knownServices(file);
  return (file.variables ?? []).flatMap((section, index) => {
    if (section.may_be_empty === true) return [];
    const lost = (key: 'environments' | 'services', known: readonly string[]): readonly NamedPlace[] => {
      const written = section[key];
      if (written === undefined || !isLost(written, known)) return [];
      const at = source.spanOf(['variables', index, key, 0]);
      return [{ section: 'variables', written, at, leadsTo: undefined, within: [], known }];
    };
    return [...lost('environments', environments), ...lost('services', services)];
  });
}

/** Where the policy knows none, any name may be given on the command line. */
function isLost(written: NonNullable<Section['services']>, known: readonly string[]): boolean {
  if (known.length === 0) return false;
  return !written.some((name) => known.some((other) => isSameEnvironment(other, name)));
}

export function knownEnvironments(file: PolicyFile): readonly string[] {
  const { branches = {} } = file;
  const { deploy_from: from = {} } = branches;
  return [
    ...new Set([
      ...Object.keys(from),
      ...classesOf(branches).flatMap(({ environment }) => environment ?? []),
      ...writtenPlaces(file).map(({ environment }) => environment),
    ]),
  ];
}

function knownServices(file: PolicyFile): readonly string[] {
  const named = classesOf(file.branches ?? {}).flatMap(({ service }) => service ?? []);
  return [...new Set([...serviceNames(file), ...named])];
}

interface BranchClass {
  readonly environment?: string | undefined;
  readonly service?: string | undefined;
}

function classesOf(branches: NonNullable<PolicyFile['branches']>): readonly BranchClass[] {
  return Object.entries(branches)
    .filter(([name]) => name !== 'deploy_from' && name !== 'production_requires')
    .map(([, value]) => value as BranchClass); // Sound: every other key holds a class.
}
