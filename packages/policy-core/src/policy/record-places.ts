import { displayText } from '../model/display-text.ts';
import { isSameEnvironment } from './same-environment.ts';
import type { Policy, RecordLocation } from './policy.ts';
import { PLACE_NAME } from './schema/place-name.ts';

/** What is deployed, and where. */
export interface DeployPlace {
  readonly environment: string;
  /** `undefined`: the policy names no services. */
  readonly service: string | undefined;
}

/** A place that has a record of its own. */
export interface RecordPlace extends DeployPlace {
  readonly path: string;
}

/** What a policy says of the places where something is deployed. */
export type PlacesPolicy = Pick<Policy, (typeof PLACES_SECTIONS)[number]>;

export const PLACES_SECTIONS = ['record', 'branches', 'variables', 'deployedServices'] as const;

/** Holds the audit log, and the records of all places but the first. */
export const DEPLOYS_FOLDER = 'infrastructure/deploys';

/** The environment of the one record that there is where the policy names no services. */
const PRODUCTION = 'production';

/** Every place that has a record. The first one is that of the first service in production. */
export function recordPlaces(policy: PlacesPolicy): readonly RecordPlace[] {
  const { record } = policy;
  const isOne = record.services.length === 0;
  const environments = isOne ? [PRODUCTION] : environmentsOf(policy);
  const services = isOne ? [undefined] : record.services;
  return environments.flatMap((environment) =>
    services.map((service) => ({ environment, service, path: pathOf(record, { environment, service }) })),
  );
}

/** Nothing else makes the path of a record. */
function pathOf({ first, services }: RecordLocation, { environment, service }: DeployPlace): string {
  return environment === PRODUCTION && service === services[0]
    ? first
    : `${DEPLOYS_FOLDER}/${environment}/${service}.json`;
}

/** In lower case, since their names are the same in any, and folders are not on every system. */
function environmentsOf({ branches, variables, deployedServices }: PlacesPolicy): readonly string[] {
  const named = [
    PRODUCTION,
    ...branches.deployFrom.keys(),
    ...branches.classes.flatMap(({ environment }) => environment ?? []),
    ...deployedServices.flatMap(({ environments }) => environments.map(({ name }) => name)),
    ...variables.flatMap(({ environments }) => environments ?? []),
  ];
  return [...new Set(named.filter((name) => PLACE_NAME.test(name)).map((name) => name.toLowerCase()))];
}

/** Left out: production, and the first service. */
export type AskedPlace = { readonly [Key in keyof DeployPlace]?: DeployPlace[Key] | undefined };

export type FoundPlace =
  | { readonly kind: 'found'; readonly place: RecordPlace }
  /** `problem` is a sentence that names what is known. */
  | { readonly kind: 'unknown'; readonly problem: string };

/** The place that somebody names, which the policy has to know. */
export function recordPlaceFor(policy: PlacesPolicy, asked: AskedPlace): FoundPlace {
  const places = recordPlaces(policy);
  const { environment = PRODUCTION, service = policy.record.services[0] } = asked;
  const here = places.filter((place) => isSameEnvironment(place.environment, environment));
  const place = here.find((one) => one.service === service);
  return place === undefined
    ? { kind: 'unknown', problem: unknown({ environment, service }, { places, here }) }
    : { kind: 'found', place };
}

/** The same of a release: where the policy names no services there is one record, wherever the release goes to. */
export function releasePlace(policy: PlacesPolicy, { environment, service }: AskedPlace): FoundPlace {
  return recordPlaceFor(policy, {
    environment: policy.record.services.length === 0 ? undefined : environment,
    service,
  });
}

function unknown(
  { environment, service }: DeployPlace,
  { places, here }: Readonly<Record<'places' | 'here', readonly RecordPlace[]>>,
): string {
  const services = [...new Set(places.flatMap((place) => place.service ?? []))];
  if (services.length === 0)
    return 'There is one record, that of production: the policy names no services. Name them in deployment.services.';
  if (here.length > 0)
    return `There is no service ${displayText(service ?? '')} in deployment.services: ${services.join(', ')}.`;
  const known = [...new Set(places.map((place) => place.environment))];
  return `The policy knows no environment ${displayText(environment)}, only: ${known.join(', ')}. Name it in branches, variables or deployment.services.`;
}

/** The same policy, as it judges by the record of this place. */
export function policyOfPlace(policy: Policy, { path }: Pick<RecordPlace, 'path'>): Policy {
  return { ...policy, record: { ...policy.record, path } };
}

/** The policy that a document is judged by: by itself, where it is a record. */
export function policyOfDocument(policy: Policy, path: string): Policy {
  const place = recordPlaces(policy).find((one) => one.path === path);
  return place === undefined ? policy : policyOfPlace(policy, place);
}

/** The place whose record a policy judges by; where it names services, their records say so themselves. */
export function placeJudged(policy: PlacesPolicy): RecordPlace | undefined {
  return recordPlaces(policy).find(({ path }) => path === policy.record.path);
}

/** Whether the policy says how deploys are recorded. */
export function keepsRecord({ record, recordsBranch }: Pick<Policy, 'record' | 'recordsBranch'>): boolean {
  return record.at !== undefined || record.services.length > 0 || recordsBranch !== undefined;
}
