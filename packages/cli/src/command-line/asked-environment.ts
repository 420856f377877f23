import { Stop } from '../errors/stop.ts';

/** A workflow hands over an empty text for what is not set, or one with a line end: neither may pass as no question. */
export function askedEnvironment({
  environment,
}: {
  readonly environment?: string | undefined;
}): string | undefined {
  const name = environment?.trim();
  if (name !== '') return name;
  throw new Stop('usage', '--environment is empty. Name where the commit is about to be deployed.');
}

/** The same of a service. */
export function askedService({ service }: { readonly service?: string | undefined }): string | undefined {
  const name = service?.trim();
  if (name !== '') return name;
  throw new Stop('usage', '--service is empty. Name one of deployment.services in the policy.');
}
