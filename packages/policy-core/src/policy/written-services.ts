import type { PolicyFile } from './policy-schema.ts';
import type { WrittenEnvironment } from './schema/services-schema.ts';
import type { Steps } from './source/policy-text.ts';

/** The services of which the policy says how they are deployed, by their names; none where it only lists names. */
export function describedServices({ deployment }: PolicyFile) {
  const { services = [] } = deployment ?? {};
  return Array.isArray(services) ? {} : services;
}

/** In the order in which they are written: the first has the record. */
export function serviceNames({ deployment }: PolicyFile): readonly string[] {
  const { services = [] } = deployment ?? {};
  return Array.isArray(services) ? services : Object.keys(services);
}

/** An environment of a service as it is written. */
export interface WrittenPlace {
  readonly service: string;
  readonly environment: string;
  readonly written: WrittenEnvironment;
  readonly steps: Steps;
}

export function writtenPlaces(file: PolicyFile): readonly WrittenPlace[] {
  return Object.entries(describedServices(file)).flatMap(([service, { environments = {} }]) =>
    Object.entries(environments).map(([environment, written]) => ({
      service,
      environment,
      written,
      steps: stepsOfService(service, environment),
    })),
  );
}

export function stepsOfService(service: string, environment?: string): Steps {
  const steps = ['deployment', 'services', service];
  return environment === undefined ? steps : [...steps, 'environments', environment];
}
