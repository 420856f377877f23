import path from 'node:path';

import { readEnvFile } from '@lockkeeper/host-node/read';
import type { VariablesSource } from '@lockkeeper/operations';
import { observed } from '@lockkeeper/policy-core';

import { CliError } from '../errors/cli-error.ts';
import type { World } from '../world.ts';

/** Each as `production=FILE`, `production/api=FILE`, or `production=process` for those of this process. */
export function variableSources(
  written: readonly string[],
  { cwd, env }: Pick<World, 'cwd' | 'env'>,
): readonly VariablesSource[] {
  return written.map((each) => {
    const parts = /^([^=/\s]+)(?:\/([^=/\s]+))?=(.+)$/s.exec(each);
    const [, environment, service, file] = parts ?? [];
    if (environment === undefined || file === undefined)
      throw new CliError(
        'usage',
        '--variables names an environment and a file, such as production=.env.production or production/api=process.',
      );
    return file === 'process'
      ? { environment, service, where: 'this process', values: async () => observed(definedVariables(env)) }
      : { environment, service, where: file, values: once(() => readEnvFile(path.resolve(cwd, file))) };
  });
}

/** A pipe can be read only once, however many ask. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}

export function definedVariables(env: World['env']): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
