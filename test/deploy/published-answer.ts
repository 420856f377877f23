import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

import type { ReleaseAnswer } from '../../packages/cli/src/commands/release/answer/answer-schema.ts';
import { ROOT } from '../architecture/source-files.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
const fits = ajv.compile<ReleaseAnswer>(
  JSON.parse(readFileSync(path.join(ROOT, 'docs/release-answer.schema.json'), 'utf8')) as object,
);

/** The one document that a command wrote. Throws where the output is anything but what the published schema says. */
export function publishedAnswer(stdout: string): ReleaseAnswer {
  const document: unknown = JSON.parse(stdout);
  if (fits(document)) return document;
  throw new Error(`${ajv.errorsText(fits.errors)}\n${stdout}`);
}
