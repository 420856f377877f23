import { CliError } from '../errors/cli-error.ts';

/** A workflow hands over an empty text for what is not set, or one with a line end: neither may pass as no question. */
export function nonEmptyEnvironment({
  environment,
}: {
  readonly environment?: string | undefined;
}): string | undefined {
  const name = environment?.trim();
  if (name !== '') return name;
  throw new CliError('usage', '--environment is empty. Name where the commit is about to be deployed.');
}

/** The same of a service. */
export function nonEmptyService({ service }: { readonly service?: string | undefined }): string | undefined {
  const name = service?.trim();
  if (name !== '') return name;
  throw new CliError('usage', '--service is empty. Name one of deployment.services in the policy.');
}
