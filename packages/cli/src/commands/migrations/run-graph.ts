import { migrationGraph } from '@lockkeeper/policy-core/migrations';
import {
  migrationGraphDocument,
  migrationGraphMermaid,
  migrationGraphSvg,
  terminalText,
} from '@lockkeeper/policy-core/report';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { wantsColors } from '../../command-line/options.ts';
import { writeOutputFile } from '../../io/output-file.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import type { MigrationsGraphOptions } from './options.ts';
import { observeHistories } from './observed-histories.ts';

/** `lockkeeper migrations graph` */
export function runMigrationsGraph(options: MigrationsGraphOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const { histories } = await observeHistories(options, world);
    const text = drawing(migrationGraph(histories, options.last), options, world);
    if (options.output === undefined) world.stdout.write(text);
    else await writeOutputFile({ file: options.output, cwd: world.cwd, text });
    return EXIT.ok;
  });
}

function drawing(
  graph: ReturnType<typeof migrationGraph>,
  options: MigrationsGraphOptions,
  world: World,
): string {
  switch (options.format) {
    case 'json':
      return `${JSON.stringify(graph, null, 2)}\n`;
    case 'mermaid':
      return migrationGraphMermaid(graph);
    case 'svg':
      return migrationGraphSvg(graph);
    case 'pretty':
      return terminalText(migrationGraphDocument(graph, options.ascii === true ? 'ascii' : 'unicode'), {
        // Nobody asked for colours in a file but who says so.
        colors: options.output === undefined ? wantsColors(options, world) : options.color === true,
      });
  }
}
