import { reportingErrors } from '../../errors/error-reporting.ts';
import type { ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { ReleaseAnswer } from './answer/answer-schema.ts';
import { openReleases, type OpenReleases } from './open-place.ts';
import type { ReleasePlaceOptions } from './options.ts';

/** How a command ended: as its exit code, for programs, and for people. */
export interface Answer {
  readonly exitCode: ExitCode;
  readonly document: ReleaseAnswer;
  readonly lines: readonly string[];
}

/** Runs a command by all that is opened for it once. Programs get one document, whatever comes of it. */
export function answering(
  options: ReleasePlaceOptions,
  world: World,
  work: (opened: OpenReleases) => Promise<Answer>,
): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const opened = await openReleases(options, world);
    const { exitCode, document, lines } = await work(opened);
    tell(lines, opened);
    if (options.format === 'json') world.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
    return exitCode;
  });
}

/** Tells people something: on the output, or beside it where a program reads that. */
export function tell(
  lines: readonly string[],
  { options, world }: Pick<OpenReleases, 'options' | 'world'>,
): void {
  const { stdout, stderr } = world;
  const output = options.format === 'json' ? stderr : stdout;
  output.write(lines.map((line) => `${line}\n`).join(''));
}
